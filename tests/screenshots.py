"""Makes docs/screenshots/*.png from the running rehearsal: `uv run python -m tests.screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page

from tests import browsing
from tests.browsing import HAYDER, JAMES, ZAINAB, starts, taps, writes

FOLDER = browsing.ROOT / "docs" / "screenshots"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 780}


def settle(page: Page, seconds: float = 0.7) -> None:
    """Let what moves come to rest."""
    page.wait_for_timeout(seconds * 1000)


def three_people(page: Page) -> None:
    """Everybody has said something."""
    for phone in (ZAINAB, JAMES, HAYDER):
        starts(page, phone)


def shot(page: Page, name: str) -> None:
    """Keep what is seen."""
    settle(page)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> int:
    """All pictures, in both languages."""
    if not browsing.chromium_is_here():
        print("There is no Chromium here: apt-get install chromium", file=sys.stderr)
        return 1
    with browsing.browser() as opened:
        for language in ("ar", "en"):
            with browsing.rehearsing("--language", language, "--speed", "0") as address:
                page = browsing.page_of(opened, address, language, viewport=WIDE)
                three_people(page)
                shot(page, f"rehearsal-{language}")
                page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
