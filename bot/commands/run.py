"""`daleel run`: serve Telegram until told to stop; whatever prevents it is one clear line and an exit code.

Exit codes, after sysexits.h: 0 stopped when told to · 69 Telegram or the database cannot be reached · 74 the disk is
full or the database damaged · 75 another instance or another process is in the way: try again later · 78 the settings,
the event's files, the token or the webhook's address are wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.commands import options
from bot.logs import configure
from bot.memory import settle
from bot.settings import Settings, SettingsFault, load

if TYPE_CHECKING:
    from bot.app import Running

OK = 0
UNAVAILABLE, IO_ERROR, TRY_LATER, MISCONFIGURED = 69, 74, 75, 78

TURN = 0.001
"""Seconds after which a thread that computes lets the loop go on: people wait for the loop."""

NO_TOKEN = """\
There is no token: Telegram has to know which bot this is.
  1. In Telegram, open https://t.me/BotFather, send /newbot and answer its two questions.
  2. Put the token that it gives you into a file named .env in this folder: DALEEL_TOKEN=123456789:AAE…
  3. Run `daleel run` again.
To try the whole bot now, without Telegram and without a token: daleel rehearse"""  # noqa: S105  there is none in it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of `daleel run`."""
    parser.epilog = "Settings are read from the environment and from a .env file in this folder: see README.md."
    options.add_event(parser)


def main(arguments: argparse.Namespace) -> int:
    """Serve until a signal or a fault; the exit code says which."""
    try:
        settings = load()
    except SettingsFault as fault:
        return _refuse(f"{fault}\n{NO_TOKEN}" if fault.no_token else str(fault), MISCONFIGURED)
    if settings.token is None:
        return _refuse(NO_TOKEN, MISCONFIGURED)
    configure(settings.log_format, settings.log_level)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_serve(replace(settings, event=arguments.event or settings.event)))


async def _serve(settings: Settings) -> int:
    from bot.prepared import Prepared  # noqa: PLC0415

    prepared = Prepared.begin(settings.event, settings.cache)
    # Imported here: the libraries take half a second, in which the event gets ready.
    from bot.app import start  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415

    _stop_when_told()
    sys.setswitchinterval(TURN)
    try:
        while True:
            running = await start(settings, clock=SystemClock(), prepared=prepared)
            try:
                await _greet(running)
                settle()
                await running.ended()
            finally:
                await running.stop()
            print("The database is asked for, to be restored: going on with it in a moment.", flush=True)
            prepared = Prepared.begin(settings.event, settings.cache)
    except asyncio.CancelledError:
        return OK
    except Exception as error:
        line, code = _in_words(error, settings)
        if code is None:
            raise
        return _refuse(line, code)


def _in_words(error: Exception, settings: Settings) -> tuple[str, int | None]:
    """A line for the operator and the exit code; no code for what is a bug of ours."""
    from bot.chat.application import TelegramUnreachable  # noqa: PLC0415
    from bot.chat.polling import AnotherInstance, TokenRefused  # noqa: PLC0415
    from bot.chat.webhook import WebhookRefused  # noqa: PLC0415
    from bot.event.faults import EventFaults  # noqa: PLC0415
    from bot.storage.errors import (  # noqa: PLC0415
        DatabaseBroken,
        DatabaseFault,
        DatabaseFull,
        DatabaseInUse,
        DatabaseLocked,
    )
    from bot.texts import CatalogFaults  # noqa: PLC0415
    from bot.web.page import ListenFault  # noqa: PLC0415

    code: int | None = None
    line = str(error)
    match error:
        case TokenRefused():
            line = f"Telegram refuses the token {settings.shown_token}: get the right one from https://t.me/BotFather."
            code = MISCONFIGURED
        case EventFaults() | CatalogFaults():
            line, code = f"{line}\nThe event cannot be served so: `daleel check` tells more.", MISCONFIGURED
        case AnotherInstance():
            line = "Another process serves this bot already: stop that one, for only one may fetch its messages."
            code = TRY_LATER
        case TelegramUnreachable():
            line, code = f"{line}: check the network, and DALEEL_API_URL if it is set.", UNAVAILABLE
        case WebhookRefused():
            line, code = f"Telegram does not take DALEEL_WEBHOOK_URL: {line}.", MISCONFIGURED
        case ListenFault():
            code = TRY_LATER if error.taken else MISCONFIGURED
        case DatabaseLocked() | DatabaseInUse():
            code = TRY_LATER
        case DatabaseFull() | DatabaseBroken():
            code = IO_ERROR
        case DatabaseFault():
            code = UNAVAILABLE
    return line, code


NO_INLINE = """\
Sessions cannot be shared from other chats yet. To let people type @{name} and a word in any chat: send /setinline to
@BotFather, choose this bot, send a hint such as: session, speaker, question …; then start again."""


async def _greet(running: Running) -> None:
    print(f"Serving {running.address} (Ctrl-C stops)", flush=True)
    if not running.house.account.inline:
        print(NO_INLINE.format(name=running.house.account.username), flush=True)
    link = await running.owner_link()
    if link is not None:
        print(f"Nobody owns this bot yet. Whoever opens this link first does, once:\n  {link}", flush=True)


def _stop_when_told() -> None:
    loop, serving = asyncio.get_running_loop(), asyncio.current_task()
    for told in (signal.SIGINT, signal.SIGTERM):
        if serving is not None:
            loop.add_signal_handler(told, serving.cancel)


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415  there is none for Windows
    except ModuleNotFoundError:
        return None
    return uvloop.Loop


def _refuse(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code
