"""What one person can do in Telegram: write, tap, share, block; and what they see."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.chats import Chat, Standing
from bot.rehearsal.telegram.formatted import formatted
from bot.rehearsal.telegram.model import Json, Person, Upload
from bot.rehearsal.telegram.world import Happened, Tap, World


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """A person's Telegram. Everything they do becomes an update for the bot, or is impossible and raises ValueError."""

    world: World
    person: Person

    @property
    def chat(self) -> Chat:
        """Their private chat with the bot."""
        return self.world.chats.of(self.person)

    def writes(self, text: str, chat: Chat | None = None) -> Json:
        """Send a text (commands too); longer ones leave in pieces, as Telegram's apps do."""
        last: Json = {}
        for at in range(0, max(len(text), 1), limits.TEXT):
            piece = formatted(text[at : at + limits.TEXT])
            if not piece.text:
                raise ValueError("Telegram does not send an empty message")
            entities = {"entities": piece.entities} if piece.entities else {}
            last = self.sends({"text": piece.text, **entities}, chat)
        return last

    def starts(self, parameter: str = "") -> Json:
        """Press the Start button, from a deep link when there is a ``parameter``."""
        return self.writes(f"/start {parameter}".rstrip())

    def sends(self, content: Json, chat: Chat | None = None) -> Json:
        """Send anything: a photo, a sticker, a contact, in the Bot API's words."""
        where = chat or self.chat
        if where.private:
            self._open(where)
        message = self.world.chats.add(where, self.person.as_user(), self.world.now(), content)
        self.world.tell(Happened.MESSAGE, where.id, message)
        self.world.updates.add("message", message)
        return message

    def attaches(self, upload: Upload, kind: str = "document", caption: str = "") -> Json:
        """Send a file as a document, a photo or a voice message."""
        file_id = self.world.files.keep(upload)
        shapes = {"document": self.world.files.document, "photo": self.world.files.photo}
        content = shapes.get(kind, self.world.files.document)(file_id)
        return self.sends({kind: content, **({"caption": caption} if caption else {})})

    def edits(self, message_id: int, text: str) -> Json:
        """Change a text they sent."""
        message = self.chat.messages[message_id]
        if message["from"]["id"] != self.person.id:
            raise ValueError("people edit only their own messages")
        edited = {**message, "text": text, "edit_date": int(self.world.now().timestamp())}
        edited.pop("entities", None)
        self.chat.messages[message_id] = edited
        self.world.tell(Happened.EDITED, self.chat.id, edited)
        self.world.updates.add("edited_message", edited)
        return edited

    def taps(self, message_id: int, data: str) -> Tap:
        """Tap a button by its callback data; old messages' data can be sent too, as apps that lag behind do."""
        message = self.chat.messages.get(message_id)
        number = len(self.world.taps) + 1
        tap = Tap(f"{self.person.id}{number:06d}", self.chat.id, message_id, data, self.world.monotonic())
        self.world.taps[tap.id] = tap
        gone = {"message_id": message_id, "chat": self.chat.about, "date": 0}
        query = {"id": tap.id, "from": self.person.as_user(), "chat_instance": str(self.chat.id), "data": data}
        self.world.updates.add("callback_query", {**query, "message": message or gone})
        return tap

    def asks_inline(self, query: str, offset: str = "") -> str:
        """Type the bot's name and a query in another chat, or scroll on; the id under which its answer is kept."""
        query_id = f"{self.person.id}{len(self.world.inline_answers) + 1:06d}"
        self.world.inline_answers[query_id] = None
        typed = query[: limits.INLINE_QUERY]
        asked = {"id": query_id, "from": self.person.as_user(), "query": typed, "offset": offset}
        self.world.updates.add("inline_query", {**asked, "chat_type": "supergroup"})
        return query_id

    def shares(self, query_id: str, result_id: str, chat: Chat | None = None) -> Json:
        """Choose one of the results of an inline query: their message, by way of the bot."""
        results = (self.world.inline_answers[query_id] or {"results": []})["results"]
        chosen = next((each for each in results if each["id"] == result_id), None)
        if chosen is None:
            raise ValueError(f"{result_id} is not among the results")
        return self.sends({**chosen["message"], "via_bot": self.world.bot}, chat)

    def blocks(self) -> None:
        """Block the bot."""
        self._stand(Standing.BLOCKED, "member", "kicked")

    def unblocks(self) -> None:
        """Unblock the bot."""
        self._stand(Standing.OPEN, "kicked", "member")

    def leaves_telegram(self) -> None:
        """Delete the account; the bot is not told."""
        self.chat.standing = Standing.DEACTIVATED

    def _open(self, chat: Chat) -> None:
        if chat.standing is Standing.BLOCKED:
            self.unblocks()
        chat.standing = Standing.OPEN

    def _stand(self, standing: Standing, before: str, after: str) -> None:
        self.chat.standing = standing
        member = {"user": self.world.bot, "until_date": 0}
        self.world.updates.add(
            "my_chat_member",
            {
                "chat": self.chat.about,
                "from": self.person.as_user(),
                "date": int(self.world.now().timestamp()),
                "old_chat_member": {**member, "status": before},
                "new_chat_member": {**member, "status": after},
            },
        )
        self.world.tell(Happened.STANDING, self.chat.id, {"standing": standing.value})
