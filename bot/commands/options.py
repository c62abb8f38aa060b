"""Options that several commands share: the event's folder, and the language they speak."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.event.faults import Severity
from bot.event.load import read
from bot.event.model import Event
from bot.event.tell import fault_line
from bot.installation import CATALOGS, DEMO_EVENT
from bot.settings import Settings, SettingsFault, load
from bot.texts import Catalogs, Texts

LANGUAGES = ("ar", "en")


def add_event(parser: argparse.ArgumentParser) -> None:
    """Add ``--event DIR``."""
    parser.add_argument(
        "--event", type=Path, metavar="DIR", help="the event's folder (else DALEEL_EVENT, else the demo event)"
    )


def event_folder(arguments: argparse.Namespace) -> Path:
    """The folder that was named by the option or by DALEEL_EVENT (also in .env), else the demo event's."""
    folder: Path = arguments.event or _settings_event()
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def settings() -> Settings:
    """The settings, or the defaults where one of them is at fault: a command that needs none goes on."""
    try:
        return load()
    except SettingsFault:
        return Settings()


def _settings_event() -> Path:
    try:
        return load().event
    except SettingsFault:
        # A fault in some other setting is no reason to look at another event.
        return Path(os.environ.get("DALEEL_EVENT") or DEMO_EVENT)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--language ar|en``."""
    parser.add_argument("--language", choices=LANGUAGES, help="what to speak (else what your system speaks)")


def texts_of(arguments: argparse.Namespace, event: Event | None = None) -> Texts:
    """The voice of a command: in the language of the option, else of the system, with digits 0 to 9."""
    zone = event.zone if event else ZoneInfo("UTC")
    return Catalogs(CATALOGS).texts(arguments.language or system_language(), zone, "latn")


def system_language() -> str:
    """Arabic if the system speaks it, else English (POSIX: the first of these variables that is set)."""
    name = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    return "ar" if name.lower().startswith("ar") else "en"


def event_or_faults(folder: Path, texts: Texts) -> Event | None:
    """The event of a folder; None after its faults were printed to stderr, one a line."""
    reading = read(folder)
    if reading.event is None:
        for fault in reading.faults:
            if fault.severity is Severity.ERROR:
                print(fault_line(fault, folder, texts), file=sys.stderr)
    return reading.event
