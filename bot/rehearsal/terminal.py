"""The rehearsal without a page: one person's chat over stdin and stdout, for terminals and pipes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TextIO

from bot.rehearsal.plain import as_lines, as_plain, inline_buttons
from bot.rehearsal.telegram import Phone
from bot.rehearsal.telegram.model import Json
from bot.rehearsal.telegram.world import Happened, Happening


class Terminal:
    """Prints what the bot says to one person; what is typed is sent, or taps a button by its number or its label."""

    def __init__(self, phone: Phone, output: TextIO) -> None:
        self._phone = phone
        self._output = output
        self._buttons: list[Json] = []
        self._below = 0
        """Id of the message that the buttons are below."""

    async def converse(self, typed: AsyncIterator[str], settled: Callable[[], Awaitable[None]]) -> None:
        """One line after the other until there are no more, each answered before the next is read."""
        end = self._phone.world.watch(self._happened)
        try:
            async for line in typed:
                self._does(line.strip())
                await settled()
        finally:
            end()

    def _does(self, line: str) -> None:
        button = self._button(line)
        if button is None:
            if line:
                self._phone.writes(line)
        elif "callback_data" in button:
            self._phone.taps(self._below, button["callback_data"])
        else:
            self._print([button.get("url") or str(button.get("copy_text", {}).get("text", button["text"]))])

    def _button(self, line: str) -> Json | None:
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            return self._buttons[int(line) - 1]
        return next((button for button in self._buttons if as_plain(button["text"]) == line), None)

    def _happened(self, happening: Happening) -> None:
        message = happening.payload
        if happening.chat_id != self._phone.chat.id:
            return
        if happening.kind is Happened.ANSWERED and message["text"]:
            self._print([f"({as_plain(message['text'])})"])
        shown = happening.kind in (Happened.MESSAGE, Happened.EDITED)
        if shown and message["from"]["is_bot"]:
            self._print(as_lines(message))
            if inline_buttons(message) or message["message_id"] == self._below:
                self._buttons, self._below = inline_buttons(message), message["message_id"]

    def _print(self, lines: list[str]) -> None:
        self._output.write("\n".join(lines) + "\n\n")
        self._output.flush()


async def lines_of(source: TextIO) -> AsyncIterator[str]:
    """Lines as they come, until the end. A thread reads them, which a Ctrl-C need not wait for."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        line = " "
        while line:
            line = source.readline()
            try:
                loop.call_soon_threadsafe(queue.put_nowait, line)
            except RuntimeError:  # the loop has ended meanwhile
                return

    threading.Thread(target=read, daemon=True, name="stdin").start()
    while line := await queue.get():
        yield line
