"""What an organizer should look at in an event that is otherwise right: missing languages, clashes, nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.event.entries import Placed
from bot.event.faults import Findings, Phrase, Spot, phrase
from bot.event.fields import ANY_LANGUAGE, names_no_language
from bot.event.model import Event
from bot.event.programme import Clash, programme_of
from bot.event.register import Register
from bot.event.schema import EventEntry
from bot.event.wording import did_you_mean

# Keys whose value is one text in several languages.
VISIBLE = frozenset(
    {
        "name",
        "short_name",
        "city",
        "organizer",
        "title",
        "abstract",
        "directions",
        "address",
        "opening_hours",
        "honorific",
        "affiliation",
        "biography",
        "question",
        "answer",
        "source",
    }
)


def review(event: Event, basics: Placed[EventEntry], register: Register, findings: Findings) -> None:
    """Note a warning for each."""
    _languages(event, basics, findings)
    for kind in register.entries:
        for placed in register.every(kind):
            _languages(event, placed, findings)
    for clash in programme_of(event).clashes():
        _clash(clash, register, findings)
    for name, what, advice in _nothing(basics, register):
        findings.warning(Spot(name), what, advice)


def _languages(event: Event, placed: Placed[Any], findings: Findings) -> None:
    """A visible text that lacks one of the event's languages, or is in one that the event does not have."""
    document, languages = placed.document, event.languages
    for key in VISIBLE.intersection(type(placed.entry).model_fields):
        by_language = getattr(placed.entry, key)
        if by_language is None:
            continue
        if ANY_LANGUAGE in by_language:
            _in_one_language(document.spot([*placed.path, key]), by_language[ANY_LANGUAGE], languages, findings)
            continue
        for language in languages:
            if language not in by_language:
                findings.warning(
                    document.spot([*placed.path, key], key=True),
                    phrase("“{key}” has no text in the language “{language}”.", key=key, language=language),
                    phrase("Add it; until then it is shown in another language."),
                )
        for language in by_language:
            if languages and language not in languages:
                findings.warning(
                    document.spot([*placed.path, key, language], key=True),
                    phrase("The event does not list the language “{language}”.", language=language),
                    did_you_mean(language, list(languages)),
                )


def _in_one_language(spot: Spot, source: str, languages: tuple[str, ...], findings: Findings) -> None:
    if len(languages) > 1 and not names_no_language(source):
        findings.warning(
            spot,
            phrase("“{key}” is one text for readers of all languages.", key="source"),
            phrase("Write it in each language, or as a web address: {example}.", example='{ar: "…", en: "…"}'),
        )


def _clash(clash: Clash, register: Register, findings: Findings) -> None:
    first, second = (register.entries["sessions"][each.id] for each in (clash.first, clash.second))
    where = str(first.document.spot([*first.path, "id"]))
    said = {"id": clash.id, "first": clash.first.id, "second": clash.second.id, "where": where}
    if clash.kind == "halls":
        what = phrase("The hall “{id}” has “{first}” ({where}) and “{second}” at the same time.", **said)
        advice = phrase("Move one of them, or give it another hall.")
    else:
        what = phrase("“{id}” is in “{first}” ({where}) and in “{second}” at the same time.", **said)
        advice = phrase("Move one of them, or change who takes part.")
    findings.warning(second.document.spot([*second.path, "start"]), what, advice)


def _nothing(basics: Placed[EventEntry], register: Register) -> Iterator[tuple[str, Phrase, Phrase]]:
    if not register.every("sessions") and "sessions" not in register.unread:
        advice = phrase("Add sessions when they are known; until then people read that there is no programme yet.")
        yield "programme.yaml", phrase("There are no sessions yet."), advice
    if not register.every("facts") and "facts" not in register.unread:
        advice = phrase("Add facts: they are what the bot answers questions with.")
        yield "facts", phrase("There are no facts yet."), advice
    if basics.entry.venue is None and not basics.wrong:
        yield (
            "event.yaml",
            phrase("The event has no venue."),
            phrase("Add a line “{line}” with the id of a place from {file}.", line="venue: …", file="places.yaml"),
        )
