"""The Telegram edge: what comes in is stored, handled in order per chat, answered through the gate."""

import os

# python-telegram-bot warns of each 429 unless its next major version's type of retry_after is chosen, before it loads.
os.environ.setdefault("PTB_TIMEDELTA", "true")
