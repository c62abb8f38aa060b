"""The rehearsal's page, driven in a real browser in both languages; skipped where there is no Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import browsing
from tests.browsing import HAYDER, JAMES, ZAINAB, button, page_of, starts, taps, writes

pytestmark = [
    pytest.mark.skipif(not browsing.chromium_is_here(), reason="there is no Chromium here"),
]
BROKEN_NAMES = """() => [...document.querySelectorAll("button, a, input, textarea")]
    .filter(one => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.closest("label")))
    .map(one => one.outerHTML)"""


@dataclass(frozen=True)
class Words:
    """What a person who reads this language sees, and where they see it."""

    language: str
    direction: str
    phone: str
    start: str
    menu: str
    command: str
    first_number: str
    own_time: str
    edited: str
    unblock: str


ANSWERED_MEANWHILE = """
    const fetched = window.fetch;
    let calls = 0;
    window.fetch = async (address, ...more) => {
        const response = await fetched(address, ...more);
        if (address !== "/rehearsal/stage" || ++calls !== 2) return response;
        const stage = await response.text();
        await new Promise((answered) => {
            const source = new EventSource("/rehearsal/live");
            source.addEventListener("message", (event) => {
                if (!JSON.parse(event.data).payload.from.is_bot) return;
                source.close();
                setTimeout(answered, 200);
            });
            const json = { "Content-Type": "application/json" };
            const post = { method: "POST", headers: json, body: "{}" };
            source.onopen = () => fetched("/rehearsal/people/1001/starts", post);
        });
        setTimeout(() => (window.refreshed = true), 200);
        return new Response(stage);
    };
"""
"""The stage that is fetched when the stream opens was taken before an answer, and comes after it: a slow machine."""

ARABIC = Words(
    "ar", "rtl", ZAINAB, "ابدأ", "القائمة", "الجدول يوماً بيوم", "١",
    "بتوقيتكم", "معدّلة", "إلغاء حظر البوت",
)  # fmt: skip
ENGLISH = Words(
    "en", "ltr", JAMES, "START", "Menu", "The schedule", "1",
    "Your own time: Sat 25 October", "edited", "Unblock the bot",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing.browser() as opened:
        yield opened


@pytest.fixture(params=[ARABIC, ENGLISH], ids=["ar", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    chosen: Words = request.param
    return chosen


@pytest.fixture
def page(chromium: Browser, words: Words) -> Iterator[Page]:
    with browsing.rehearsing("--language", words.language, "--speed", "0") as address:
        errors: list[str] = []
        page = page_of(chromium, address, words.language, errors, viewport={"width": 1400, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yield page
        assert [url for url in asked if not url.startswith(address)] == [], "nothing is fetched from elsewhere"
        page.context.close()
        assert errors == [], "nothing goes wrong in the page"


def test_a_day_in_the_browser(page: Page, words: Words, tmp_path: Path) -> None:
    opens_in_the_language(page, words)
    shows_the_menu_and_takes_a_command_by_keyboard(page, words)
    opens_a_session_and_stars_it(page, words)
    gives_a_calendar_file(page, words, tmp_path)
    the_reminder_arrives_as_the_clock_runs(page, words)
    an_announcement_reaches_the_others(page)
    odd_things_can_be_done(page, words)
    fits_a_narrow_screen(page)
    assert page.evaluate(BROKEN_NAMES) == [], "whatever can be pressed has a name"


def test_what_arrives_while_the_page_is_brought_up_to_date_stays(chromium: Browser) -> None:
    with browsing.rehearsing("--language", "en", "--speed", "0") as address:
        context = chromium.new_context(locale="en")
        page = context.new_page()
        page.add_init_script(ANSWERED_MEANWHILE)
        page.goto(f"{address}/?language=en")
        page.wait_for_function("() => window.refreshed")
        assert page.locator(f"{ZAINAB} .in .text").count() == 1
        assert page.locator(f"{ZAINAB} .message.out").count() == 1
        context.close()


def opens_in_the_language(page: Page, words: Words) -> None:
    expect(page.locator("html")).to_have_attribute("dir", words.direction)
    expect(page.locator(".phone:visible")).to_have_count(3)
    expect(page.locator(f"{words.phone} .start")).to_have_text(words.start)
    expect(page.locator(f"{words.phone} .welcome")).to_be_visible()
    for phone in (ZAINAB, JAMES, HAYDER):
        starts(page, phone)
    for phone, direction in ((ZAINAB, "rtl"), (JAMES, "ltr")):
        expect(page.locator(f"{phone} .in .text").first).to_have_css("direction", direction)


def shows_the_menu_and_takes_a_command_by_keyboard(page: Page, words: Words) -> None:
    expect(page.locator(f"{words.phone} .menu")).to_have_text(words.menu)
    page.fill(f"{words.phone} textarea", "/sch")
    expect(page.locator(f"{words.phone} .commands button")).to_have_count(1)
    expect(page.locator(f"{words.phone} .commands")).to_contain_text(words.command)
    page.press(f"{words.phone} textarea", "ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(f"{words.phone} .message.out").last).to_contain_text("/schedule")
    expect(button(page, words.phone, words.first_number)).to_be_visible()


def opens_a_session_and_stars_it(page: Page, words: Words) -> None:
    three = {"ar": "٣", "en": "3"}[words.language]
    taps(page, words.phone, three)
    card = page.locator(f"{words.phone} .message.in").last
    expect(card.locator(".meta")).to_contain_text(words.edited)
    quotation = card.locator(".expandable")
    folded = quotation.bounding_box()
    quotation.locator(".toggle").click()
    opened = quotation.bounding_box()
    assert folded
    assert opened
    assert opened["height"] > folded["height"]
    card.locator(".time").first.click()
    expect(page.locator(f"{words.phone} .toast")).to_contain_text(words.own_time)
    expect(page.locator(f"{words.phone} .toast")).to_contain_text("Europe/London")
    taps(page, words.phone, "☆")
    expect(page.locator(f"{words.phone} .toast")).not_to_contain_text("Europe/London")


def gives_a_calendar_file(page: Page, words: Words, tmp_path: Path) -> None:
    taps(page, words.phone, "📅")
    file = page.locator(f"{words.phone} .file").last
    with page.expect_download() as download:
        file.click()
    download.value.save_as(tmp_path / "session.ics")
    assert (tmp_path / "session.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def the_reminder_arrives_as_the_clock_runs(page: Page, words: Words) -> None:
    page.fill(".jump input", "2025-10-25T09:49")
    page.press(".jump input", "Enter")
    before = page.locator(f"{words.phone} .message.in").count()
    page.locator(".speeds button").nth(3).click()
    expect(page.locator(f"{words.phone} .message.in")).to_have_count(before + 1)
    page.click(".pause")
    expect(page.locator(".clock")).to_have_class("clock paused")


def an_announcement_reaches_the_others(page: Page) -> None:
    text = "Lunch is served in the Dining Hall."
    writes(page, HAYDER, "/broadcast")
    if page.locator(f"{HAYDER} .head").get_attribute("dir") == "rtl":
        taps(page, HAYDER, "من دون")
    else:
        taps(page, HAYDER, "Not in Arabic")
    writes(page, HAYDER, text)
    taps(page, HAYDER, "📣")
    for phone in (ZAINAB, JAMES):
        expect(page.locator(f"{phone} .message.in").last).to_contain_text(text)


def odd_things_can_be_done(page: Page, words: Words) -> None:
    writes(page, words.phone, "/venue")
    expect(page.locator(f"{words.phone} .place .map")).to_be_visible()
    doings(page, words, 1)
    image = page.locator(f"{words.phone} .out .photo")
    expect(image).to_be_visible()
    doings(page, words, 0)
    page.fill(f"{words.phone} .deep-link input", "session_d1-opening")
    page.keyboard.press("Enter")
    expect(page.locator(f"{words.phone} .message.out").last).to_contain_text("/start session_d1-opening")
    doings(page, words, 4)
    expect(page.locator(f"{words.phone} .start")).to_have_text(words.unblock)
    expect(page.locator(f"{words.phone} textarea")).to_be_hidden()
    page.click(f"{words.phone} .start")
    expect(page.locator(f"{words.phone} textarea")).to_be_visible()


def doings(page: Page, words: Words, number: int) -> None:
    page.click(f"{words.phone} .doings-button")
    page.locator(f"{words.phone} .doings button").nth(number).click()


def fits_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    expect(page.locator(".phone:visible")).to_have_count(1)
    page.locator(".tabs button").nth(1).click()
    expect(page.locator(JAMES)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
