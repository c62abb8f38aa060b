"""Telegram's documented limits (https://core.telegram.org/bots/api unless another source is named)."""

from __future__ import annotations

from datetime import timedelta

TEXT = 4096
"""Characters of a message after its entities are parsed, in UTF-16 units."""
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
TOAST = 200
START_PARAMETER = 64
"""A-Z, a-z, 0-9, _ and - (https://core.telegram.org/bots/features#deep-linking)."""
BUTTONS = 100
"""Buttons of one inline keyboard; more is REPLY_MARKUP_TOO_LONG (observed, not documented)."""
BUTTONS_IN_A_ROW = 8
"""More are not shown (observed, not documented)."""
COPY_TEXT = 256
INLINE_QUERY = 256
PLACEHOLDER = 64
ENTITIES = 100
"""Entities after the hundredth are dropped (https://core.telegram.org/method/messages.sendMessage)."""
COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 256
BOT_NAME = 64
BOT_DESCRIPTION = 512
BOT_SHORT_DESCRIPTION = 120
UPDATES_AT_ONCE = 100
POLL_SECONDS = 50
"""Telegram cuts a longer ``timeout`` of getUpdates to this."""
UPDATE_LIFE = timedelta(hours=24)
CALLBACK_LIFE_SECONDS = 60.0
"""After about a minute a callback query can no longer be answered (observed, not documented)."""
DELETE_WITHIN = timedelta(hours=48)
UPLOAD_BYTES = 50_000_000
PHOTO_BYTES = 10_000_000
INLINE_RESULTS = 50
RESULT_ID_BYTES = 64
NEXT_OFFSET_BYTES = 64
INLINE_CACHE_SECONDS = 300
"""How long a list is shown again where the bot does not say."""
PHOTO_SIDES = 10_000
"""Width and height together, in pixels."""
PHOTO_RATIO = 20
SECRET_TOKEN = r"[A-Za-z0-9_-]{1,256}"  # noqa: S105 - a pattern, not a secret
