"""Makes docs/screenshots/*.png from a running rehearsal: `uv run --with pillow python -m tests.screenshots`.

Needs Chromium and fonts: `apt-get install chromium fonts-noto-core fonts-noto-color-emoji`.
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

from playwright.sync_api import Browser, Page

from tests import browsing
from tests.browsing import HAYDER, JAMES, ZAINAB, starts, taps, writes

FOLDER = browsing.ROOT / "docs" / "screenshots"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 760}
COLOURS = 256
LARGEST = 300_000
"""Bytes of a picture."""
QUESTION = "كم رسم التسجيل وأين أدفعه؟"
NOTICES = (
    "يُقدَّم الغداء اليوم في قاعة الطعام بعد صلاة الظهر. نرجو لكم وقتاً طيباً.",
    "Lunch is served in the Dining Hall after the noon prayer. Enjoy your meal.",
)
"""In the order in which the event's languages are asked for."""


def three_people(page: Page) -> None:
    """A question answered, a session starred and reminded of, an announcement written."""
    for phone in (ZAINAB, JAMES, HAYDER):
        starts(page, phone)
    writes(page, JAMES, "/schedule")
    taps(page, JAMES, "3")
    taps(page, JAMES, "☆")
    writes(page, HAYDER, "/broadcast")
    for notice in NOTICES:
        writes(page, HAYDER, notice)
    page.wait_for_selector(f"{HAYDER} .buttons button:has-text('📣')")
    page.fill(".jump input", "2025-10-25T09:50")
    page.press(".jump input", "Enter")
    page.wait_for_timeout(1500)
    writes(page, ZAINAB, QUESTION)


def one_phone(page: Page) -> None:
    """What a person with one phone sees: the session card."""
    phone = ZAINAB if page.locator("html").get_attribute("lang") == "ar" else JAMES
    page.locator(".tabs button").nth(0 if phone == ZAINAB else 1).click()
    starts(page, phone)
    writes(page, phone, "/schedule")
    taps(page, phone, "٣" if phone == ZAINAB else "3")


SCENES = (("rehearsal", WIDE, three_people), ("phone", PHONE, one_phone))


def keep(page: Page, name: str) -> None:
    """The page as a picture of few colours, which is small."""
    page.wait_for_timeout(4500)  # what moves has come to rest, and toasts have gone
    image: Any = importlib.import_module("PIL.Image")
    picture = image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, method=image.Quantize.MAXCOVERAGE, kmeans=3, dither=image.Dither.NONE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    small.save(FOLDER / f"{name}.png", optimize=True)
    assert (FOLDER / f"{name}.png").stat().st_size <= LARGEST, "a picture that is slow to load"


def take(opened: Browser, language: str) -> None:
    """All pictures in one language."""
    for name, size, scene in SCENES:
        with browsing.rehearsing("--language", language, "--speed", "0") as address:
            page = browsing.page_of(opened, address, language, viewport=size)
            scene(page)
            keep(page, f"{name}-{language}")
            page.context.close()


def main() -> int:
    """All pictures, in both languages."""
    if not browsing.chromium_is_here():
        print("There is no Chromium here: apt-get install chromium", file=sys.stderr)  # noqa: T201
        return 1
    with browsing.browser() as opened:
        for language in ("ar", "en"):
            take(opened, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
