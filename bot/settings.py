"""Settings: what an operator decides, in the environment or a .env file; all faults at once, secrets never printed."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, cast
from urllib.parse import urlsplit

from bot.environment import read_environment
from bot.installation import DEMO_EVENT

LogFormat = Literal["auto", "human", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
TELEGRAM = "https://api.telegram.org"
DATABASE = "sqlite+aiosqlite:///daleel.db"

WEB_PORT = 8443
"""Of those that Telegram delivers to (443, 80, 88, 8443) the one that needs no rights."""

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MODEL = re.compile(r"[\w@][\w@./:+-]{0,199}")
_BEARER = re.compile(r"[A-Za-z0-9._~+/-]{1,4096}=*")  # RFC 6750, section 2.1
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook


class SettingsFault(Exception):  # noqa: N818  it carries every fault
    """Settings that cannot be used; ``faults`` has a line for each: what is wrong and what to do.

    ``no_token``: besides them there is no token, which only some commands need.
    """

    def __init__(self, faults: tuple[str, ...], *, no_token: bool = False) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
        self.no_token = no_token


@dataclass(frozen=True, slots=True)
class Listen:
    """Where this machine listens."""

    host: str = "127.0.0.1"
    port: int = WEB_PORT


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator may decide; README.md and docs/operators.md explain each."""

    token: str | None = field(default=None, repr=False)
    """From BotFather; None: only a rehearsal is possible."""
    event: Path = DEMO_EVENT
    database_url: str = field(default=DATABASE, repr=False)
    api_url: str = TELEGRAM
    organizers: frozenset[int] = frozenset()
    """Telegram ids that are organizers from the start."""
    language: str | None = None
    """Spoken to people whose own language is not known; None: the event's first."""
    rate_total: float = 30.0
    """Messages a second over all chats."""
    rate_chat: float = 1.0
    """Messages a second to one private chat, after a burst of ``rate_chat_burst``."""
    rate_chat_burst: int = 4
    rate_group: float = 20.0
    """Messages a minute to one group."""
    paid_broadcasts: bool = False
    """Whether organizers may choose to send an announcement faster for Stars of the bot's."""
    parallel: int = 256
    """How many chats are served at a time."""
    webhook_url: str | None = None
    """Where Telegram delivers updates; None: they are fetched by long polling."""
    webhook_secret: str | None = field(default=None, repr=False)
    """What Telegram proves itself with; None: derived from the token."""
    listen: Listen | None = None
    """Where webhook, /healthz and /metrics are served; None: nowhere, or the default address with a webhook."""
    wait: float = 120.0
    """Seconds that we wait for another instance to end."""
    watch: float = 3.0
    """Seconds between two looks whether the event's files were edited; 0: they are read at the start only."""
    semantic: Literal["auto", "off"] = "auto"
    """Whether the embedding model helps with questions, where its extra is installed."""
    cache: Path = field(
        default_factory=lambda: Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "daleel").expanduser()
    )
    """The folder of what can be computed again: the vectors of the event's texts."""
    reranker_url: str | None = None
    """Base of an OpenAI-compatible API that may pick among "did you mean" choices; None: nobody is asked."""
    reranker_model: str | None = None
    reranker_key: str | None = field(default=None, repr=False)
    log_format: LogFormat = "auto"
    log_level: LogLevel = "info"

    @property
    def listens(self) -> Listen | None:
        """Where to listen: a webhook needs an address in any case."""
        return self.listen or (Listen() if self.webhook_url else None)

    @property
    def shown_token(self) -> str:
        """The token as it may be shown: the bot's id alone."""
        return f"{self.token.partition(':')[0]}:…" if self.token else "none"


def load(environment: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Settings:
    """The settings of ``environment`` (the process's own), else of the ``.env`` file in the working folder.

    Raises ``SettingsFault`` with every fault.
    """
    written, faults = read_environment(dotenv or Path(".env"))
    if faults:
        raise SettingsFault(faults)
    values = {**written, **(os.environ if environment is None else environment)}
    return _Reader({name: text.strip() for name, text in values.items() if name.startswith("DALEEL_")}).settings()


Value = TypeVar("Value")


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._known: set[str] = set()
        self._faults: list[str] = []

    def settings(self) -> Settings:
        default = Settings()
        settings = Settings(
            token=self._read("TOKEN", _token, default.token),
            event=self._read("EVENT", _folder, default.event),
            database_url=self._read("DATABASE_URL", _database, default.database_url),
            api_url=self._read("API_URL", _url, default.api_url),
            organizers=self._read("ORGANIZERS", _ids, default.organizers),
            language=self._read("LANGUAGE", _language, default.language),
            rate_total=self._read("RATE_TOTAL", _positive, default.rate_total),
            rate_chat=self._read("RATE_CHAT", _positive, default.rate_chat),
            rate_chat_burst=self._read("RATE_CHAT_BURST", _count, default.rate_chat_burst),
            rate_group=self._read("RATE_GROUP", _positive, default.rate_group),
            paid_broadcasts=self._read("PAID_BROADCASTS", _one_of("off", "on"), "off") == "on",
            parallel=self._read("PARALLEL", _count, default.parallel),
            webhook_url=self._read("WEBHOOK_URL", _url, default.webhook_url),
            webhook_secret=self._read("WEBHOOK_SECRET", _secret, default.webhook_secret),
            listen=self._read("LISTEN", _listen, default.listen),
            wait=self._read("WAIT", _seconds, default.wait),
            watch=self._read("WATCH", _seconds, default.watch),
            semantic=cast("Literal['auto', 'off']", self._read("SEMANTIC", _one_of("auto", "off"), "auto")),
            cache=self._read("CACHE", _cache, default.cache),
            reranker_url=self._read("RERANKER_URL", _url, default.reranker_url),
            reranker_model=self._read("RERANKER_MODEL", _model, default.reranker_model),
            reranker_key=self._read("RERANKER_KEY", _bearer, default.reranker_key),
            log_format=cast("LogFormat", self._read("LOG_FORMAT", _one_of("auto", "human", "json"), "auto")),
            log_level=cast("LogLevel", self._read("LOG_LEVEL", _one_of("debug", "info", "warning", "error"), "info")),
        )
        self._check_webhook(settings)
        self._check_reranker(settings)
        for name in sorted(self._values.keys() - self._known):
            near = difflib.get_close_matches(name, self._known, n=1)
            self._faults.append(f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "."))
        if self._faults:
            raise SettingsFault(tuple(self._faults), no_token=not self._values.get("DALEEL_TOKEN"))
        return settings

    def _check_webhook(self, settings: Settings) -> None:
        url = settings.webhook_url
        if url is not None and not url.startswith("https:") and settings.api_url == TELEGRAM:
            self._faults.append(
                "DALEEL_WEBHOOK_URL: Telegram delivers to https:// only "
                "(http:// is for a Bot API server of your own, DALEEL_API_URL)"
            )

    def _check_reranker(self, settings: Settings) -> None:
        if settings.reranker_url and not settings.reranker_model:
            self._faults.append("DALEEL_RERANKER_MODEL: name the model that DALEEL_RERANKER_URL is to use")
        if settings.reranker_model and not settings.reranker_url and not self._values.get("DALEEL_RERANKER_URL"):
            self._faults.append("DALEEL_RERANKER_URL: name the API of DALEEL_RERANKER_MODEL, like https://host/v1")

    def _read(self, short: str, parse: Callable[[str], Value], default: Value) -> Value:
        name = f"DALEEL_{short}"
        self._known.add(name)
        text = self._values.get(name, "")
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as fault:
            self._faults.append(f"{name}: {fault}")
            return default


def _token(text: str) -> str:
    if _TOKEN.fullmatch(text) is None:
        raise ValueError("this is not a bot's token. BotFather gives one that looks like 123456789:AAE…")
    return text


def _folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise ValueError(f"there is no folder {text}. Name the folder of your event's files (`daleel new` makes one)")
    return folder


def _database(text: str) -> str:
    if "://" not in text:
        raise ValueError("this is not a database URL. Try sqlite+aiosqlite:///daleel.db or postgresql://user@host/name")
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"this is not a web address. Telegram's own is {TELEGRAM}")
    return text.rstrip("/")


def _secret(text: str) -> str:
    if _SECRET.fullmatch(text) is None:
        raise ValueError(
            "Telegram takes 1 to 256 of A-Z a-z 0-9 _ - only. Leave it out: then one is made from the token"
        )
    return text


def _cache(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise ValueError(f"{text} is no full path. Begin it with / or ~")
    return folder


def _model(text: str) -> str:
    if _MODEL.fullmatch(text) is None:
        raise ValueError(f"{text!r} is no name of a model")
    return text


def _bearer(text: str) -> str:
    if _BEARER.fullmatch(text) is None:
        raise ValueError("a key has no blanks and no signs but - . _ ~ + / =. Copy it anew")
    return text


def _listen(text: str) -> Listen:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or not 1 <= int(port) <= 65535:  # noqa: PLR2004
        raise ValueError(f"{text!r} is no address to listen on. Try {Listen().host}:{WEB_PORT}")
    return Listen(host.strip("[]"), int(port))


def _ids(text: str) -> frozenset[int]:
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    wrong = [word for word in words if not word.isascii() or not word.isdecimal()]
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)} is no Telegram id. Ids are numbers, separated by commas (@userinfobot tells yours)"
        )
    return frozenset(int(word) for word in words)


def _language(text: str) -> str:
    if _LANGUAGE.fullmatch(text) is None:
        raise ValueError(f"{text!r} is no language code. Try ar or en")
    return text


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ValueError(f"{text!r} is no number above 0")
    return number


def _seconds(text: str) -> float:
    return 0.0 if text == "0" else _positive(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ValueError(f"{text!r} is no whole number from 1")
    return int(text)


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"{text!r} is not one of {', '.join(choices)}")
        return text.lower()

    return parse
