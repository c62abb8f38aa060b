"""The rehearsal's page in a real browser: Debian's Chromium with Playwright, where they are installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--font-render-hinting=none",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[1]
ZAINAB, JAMES, HAYDER = "#phone-1001", "#phone-1002", "#phone-1003"


def chromium_is_here() -> bool:
    """Whether a browser can be started."""
    return Path(CHROMIUM).exists()


@contextmanager
def rehearsing(*options: str) -> Iterator[str]:
    """The address of a rehearsal that runs in a process of its own."""
    command = [sys.executable, "-m", "bot", "rehearse", "--no-browser", "--port", "0", *options]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DALEEL_")}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        assert process.stdout is not None
        try:
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, "the rehearsal says where its page is"
            yield found.group()
        finally:
            process.terminate()
            process.communicate(timeout=20)
    assert process.returncode == 0, "a rehearsal ends cleanly when it is told to"


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def page_of(opened: Browser, address: str, language: str, errors: list[str] | None = None, **more: Any) -> Page:
    """The rehearsal's page in a language, ready; what goes wrong in it is added to ``errors``."""
    errors = [] if errors is None else errors
    context = opened.new_context(locale=language, timezone_id="Europe/London", **more)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/?language={language}")
    page.wait_for_selector(".phone .start:visible, .phone .composer:visible")
    return page


def writes(page: Page, phone: str, text: str) -> None:
    """Type a text and send it; wait for the answer."""
    before = page.locator(f"{phone} .message.in").count()
    page.fill(f"{phone} textarea", text)
    page.press(f"{phone} textarea", "Enter")
    page.wait_for_function(
        "([phone, before]) => document.querySelectorAll(`${phone} .message.in`).length > before", arg=[phone, before]
    )


def starts(page: Page, phone: str) -> None:
    """Press Start; wait for the welcome."""
    page.click(f"{phone} .start")
    page.wait_for_selector(f"{phone} .message.in")


def taps(page: Page, phone: str, label: str) -> None:
    """Tap the newest button with this label; wait until its spinner stands."""
    button(page, phone, label).click()
    page.wait_for_function("phone => !document.querySelector(`${phone} .waiting`)", arg=phone)


def button(page: Page, phone: str, label: str) -> Locator:
    """The newest button that contains a label."""
    return page.locator(f"{phone} .buttons button", has_text=label).last
