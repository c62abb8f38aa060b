"""Whatever the code says is in the Arabic catalog, whole and in its right plural forms, and nothing there is stale."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.installation import CATALOGS
from bot.texts import CatalogFaults, Catalogs, Localized
from bot.texts.templates import placeholders

ROOT = Path(__file__).resolve().parents[2]
ARABIC = CATALOGS / "ar" / "LC_MESSAGES" / "bot.po"
KEYWORDS = {
    "say": None,
    "say_as": ((1, "c"), 2),
    "say_many": (1, 2),
    "say_many_as": ((1, "c"), 2, 3),
    "msgid": None,
    "phrase": None,
    "msgid_as": ((1, "c"), 2),
    "msgids_as": ((1, "c"), 2, 3),
}
BAGHDAD = ZoneInfo("Asia/Baghdad")


def said() -> set[tuple[str | None, tuple[str, ...]]]:
    """Every message in the code: its context, and its msgid or the pair of a plural."""
    found = extract_from_dir(ROOT / "bot", keywords=KEYWORDS, method_map=[("**.py", "python")], options_map={})
    messages = {
        (context, (text,) if isinstance(text, str) else tuple(text))
        for _, _, text, _, context in found
        if text and (isinstance(text, str) or all(text))
    }
    return messages | set(named_otherwise())


def named_otherwise() -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Descriptions of commands, and lists of words that people type."""
    for path in (ROOT / "bot").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", None))
            first = call.args[0] if call.args else None
            if name == "words" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield "typed words", (first.value,)
            if name == "Command":
                described = [word.value for word in call.keywords if word.arg == "description"] + call.args[2:3]
                for value in described:
                    if isinstance(value, ast.Constant) and value.value:
                        yield None, (str(value.value),)


def arabic() -> Catalog:
    with ARABIC.open("rb") as file:
        return read_po(file, abort_invalid=True)


def key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, forms(message.id)


def forms(text: object) -> tuple[str, ...]:
    """A text, or the forms of a plural."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


def test_every_message_of_the_code_is_in_the_arabic_catalog() -> None:
    assert said() - {key(message) for message in arabic() if message.id} == set()


def test_no_message_of_the_arabic_catalog_is_stale() -> None:
    assert {key(message) for message in arabic() if message.id} - said() == set()


def test_every_message_is_translated_and_none_is_fuzzy() -> None:
    unfinished = [
        message.id for message in arabic() if message.id and (message.fuzzy or not all(forms(message.string)))
    ]
    assert unfinished == []


def test_placeholders_and_tags_are_those_of_the_english() -> None:
    """A plural form may leave the number out: Arabic says "two minutes" in one word."""
    for message in arabic():
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for text in forms(message.string):
            optional = {"count"} if message.pluralizable else set()
            assert placeholders(text) | optional == placeholders(english) | optional, message.id
            assert sorted(re.findall(r"</?[a-z][^>]*>", text)) == sorted(re.findall(r"</?[a-z][^>]*>", english)), (
                message.id
            )


def test_plural_forms_are_those_of_cldr() -> None:
    order = ("zero", "one", "two", "few", "many", "other")
    rule = Locale.parse("ar").plural_form
    zone = ZoneInfo("Asia/Baghdad")
    plural = Catalogs(CATALOGS).texts("ar", zone).catalog.plural
    assert [order[plural(count)] for count in range(103)] == [rule(count) for count in range(103)]


def test_forms_for_three_to_ten_and_for_eleven_to_99_differ_as_arabic_counts() -> None:
    """3–10 take the plural, 11–99 the singular in the accusative, 100 and on the singular in the genitive."""
    texts = Catalogs(CATALOGS).texts("ar", BAGHDAD, "latn")

    def days(count: int) -> str:
        return str(texts.say_many_as("after a preposition", "{count} day", "{count} days", count))

    assert [days(count) for count in (1, 2, 3, 10, 11, 99, 100, 103)] == [
        "يوم واحد", "يومين", "3 أيام", "10 أيام", "11 يوماً", "99 يوماً", "100 يوم", "103 أيام",
    ]  # fmt: skip


def write(folder: Path, language: str, text: str) -> Path:
    path = folder / language / "LC_MESSAGES" / "bot.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {};\\n"\n\n'
)
FRENCH = HEADER.format("fr", "nplurals=2; plural=(n > 1)")


def test_a_third_language_needs_only_a_catalog_and_texts(tmp_path: Path) -> None:
    catalogs = Catalogs(
        write(
            tmp_path,
            "fr",
            FRENCH + 'msgid "{city} time"\nmsgstr "heure de {city}"\n\n'
            'msgctxt "after a preposition"\nmsgid "{count} minute"\nmsgid_plural "{count} minutes"\n'
            'msgstr[0] "{count} minute"\nmsgstr[1] "{count} minutes"\n\n'
            'msgctxt "typed words"\nmsgid "schedule, programme"\nmsgstr "horaire, programme"\n',
        )
    )
    assert catalogs.languages == ("en", "fr")
    texts = catalogs.texts("fr", BAGHDAD)
    assert texts.zone_name() == "heure de Bagdad"
    assert texts.full_date(date(2025, 10, 25)) == "samedi 25 octobre 2025"
    assert texts.day(date(2025, 10, 25)) == "samedi 25 octobre"
    assert texts.time(datetime(2025, 10, 25, 6, tzinfo=UTC)) == "09:00"
    assert texts.say_many_as("after a preposition", "{count} minute", "{count} minutes", 0) == "0 minute"
    assert texts.pick(Localized({"en": "Hall", "fr": "Salle"})) == "Salle"
    assert texts.pick(Localized({"ar": "قاعة", "en": "Hall"})) == "\u2068قاعة\u2069 (arabe)"
    assert catalogs.words("schedule, programme") == ("schedule", "programme", "horaire")
    assert texts.say("not translated yet: {what}", what="x") == "not translated yet: x"


def test_a_language_without_a_catalog_is_spoken_to_in_english(tmp_path: Path) -> None:
    assert Catalogs(tmp_path).texts("tlh", BAGHDAD).language == "en"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FRENCH + 'msgid "a {x}"\nmsgstr "b {y}"\n', "has a placeholder that 'a {x}' has not"),
        (FRENCH + 'msgid "a {x}"\nmsgstr "b {x"\n', "in 'b {x'"),
        (FRENCH + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "1 plural forms, but its header promises 2"),
        (FRENCH + 'msgid "a"\nnonsense\n', "bot.po:8: Unknown or misformatted keyword"),
        (HEADER.format("tlh", "nplurals=2; plural=(n > 1)"), "CLDR does not know the language 'tlh'"),
    ],
)
def test_a_bad_catalog_is_a_clear_fault(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CatalogFaults) as caught:
        Catalogs(write(tmp_path, "fr", text))
    assert reason in str(caught.value)
    assert all("bot.po" in fault for fault in caught.value.faults)
