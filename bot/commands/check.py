"""`daleel check`: the event's data, the catalogs and the settings; every fault at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.commands import options
from bot.event.faults import Findings, Severity
from bot.event.lexicon import LexiconFault, load_lexicon
from bot.event.load import read
from bot.event.model import Event
from bot.event.source import read_text
from bot.event.tell import fault_line
from bot.event.yaml import parse
from bot.installation import CATALOGS
from bot.semantic import active, reranker
from bot.settings import Settings, SettingsFault, load
from bot.texts import CatalogFaults, Catalogs, Texts, msgid
from bot.texts.completeness import GapKind, gaps

GAPS = {
    GapKind.MISSING: msgid("The message “{message}” is missing here. Add it with its translation."),
    GapKind.UNTRANSLATED: msgid("The message “{message}” has no translation. Write it."),
    GapKind.UNSURE: msgid(
        "The translation of “{message}” is marked “fuzzy” and not used. Look at it, delete the mark."
    ),
    GapKind.VALUE: msgid("The translation of “{message}” leaves out a value in braces. Add it."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    severity: Severity
    line: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `daleel check`."""
    options.add_event(parser)
    options.add_language(parser)


def main(arguments: argparse.Namespace) -> int:
    """Print what there is, then every fault, errors first; 1 if there is an error, else 0."""
    try:
        texts = options.texts_of(arguments)
        languages = Catalogs(CATALOGS).languages
    except CatalogFaults as broken:
        print("\n".join(broken.faults))
        return 1
    folder = options.event_folder(arguments)
    reading = read(folder)
    findings = [Finding(fault.severity, fault_line(fault, folder, texts)) for fault in reading.faults]
    findings += lexicon_findings(folder, texts)
    findings += catalog_findings(CATALOGS, texts)
    findings += settings_findings()
    if reading.event is not None:
        findings += voice_findings(reading.event, languages, folder, texts)
        print(summary(reading.event, texts))
    if not any(finding.severity is Severity.ERROR for finding in findings):
        print(*engine_parts(options.settings(), texts), sep="\n")
    return report(findings, texts)


def lexicon_findings(folder: Path, texts: Texts) -> Iterator[Finding]:
    """What is wrong with the event's own words."""
    findings = Findings()
    for path in sorted((folder / "lexicon").glob("*.yaml")):
        name = f"lexicon/{path.name}"
        text = read_text(path, name, findings)
        if text is not None:
            parse(text, name, findings)
    faults = findings.in_order(())
    yield from (Finding(fault.severity, fault_line(fault, folder, texts)) for fault in faults)
    if not faults:
        try:
            load_lexicon(folder)
        except LexiconFault as fault:
            yield Finding(Severity.ERROR, str(fault))


def catalog_findings(folder: Path, texts: Texts) -> Iterator[Finding]:
    """What the bot's own catalogs lack."""
    for gap in gaps(folder):
        said = texts.plain(texts.say(GAPS[gap.kind], message=gap.english))
        place = f"{gap.path}:{gap.line}:1" if gap.line else str(gap.path)
        yield Finding(Severity.WARNING, f"{place}: {said}")


def settings_findings() -> Iterator[Finding]:
    """What is wrong with the environment or the .env file of this folder."""
    try:
        load()
    except SettingsFault as fault:
        yield from (Finding(Severity.ERROR, line) for line in fault.faults)


def voice_findings(event: Event, languages: tuple[str, ...], folder: Path, texts: Texts) -> Iterator[Finding]:
    """Languages of the event that the bot itself does not speak."""
    for language in event.languages:
        if language not in languages:
            what = texts.say(
                "The bot's own words are not translated into “{language}”: they are shown in English.",
                language=language,
            )
            advice = texts.say("Translate its catalog, or leave the language out of “languages”.")
            yield Finding(Severity.WARNING, f"{folder / 'event.yaml'}: {texts.plain(what)} {texts.plain(advice)}")


def summary(event: Event, texts: Texts) -> str:
    """What the event has, in one line."""
    said = texts.say(
        "{name}. Days: {days}, halls: {halls}, sessions: {sessions}, speakers: {speakers}, places: {places}, "
        "facts: {facts}, of them not announced yet: {unknown}.",
        name=texts.pick(event.short_name, mark=False),
        days=len(event.days),
        halls=len(event.halls),
        sessions=len(event.sessions),
        speakers=len(event.speakers),
        places=len(event.places),
        facts=len(event.facts),
        unknown=sum(fact.unknown for fact in event.facts.values()),
    )
    return texts.plain(said)


def engine_parts(settings: Settings, texts: Texts) -> Iterator[str]:
    """Which parts of the answer engine are active: words always, the embedding model, the re-ranker."""
    say = texts.say
    if active(settings):
        yield texts.plain(say("Questions are answered by their words and by their meaning: the model is installed."))
    elif settings.semantic == "off":
        yield texts.plain(say("Questions are answered by their words alone: the model of meaning is switched off."))
    else:
        yield texts.plain(say("Questions are answered by their words alone: the model of meaning is not installed."))
    decides = reranker(settings)
    if decides is None:
        yield texts.plain(say("Nothing else decides between several answers: there is no re-ranker."))
    else:
        told = say(
            "Between several answers the re-ranker {model} at {host} decides.", model=decides.model, host=decides.host
        )
        yield texts.plain(told)


def report(findings: list[Finding], texts: Texts) -> int:
    """Print the findings, errors first, then how many there are."""
    errors = [finding.line for finding in findings if finding.severity is Severity.ERROR]
    warnings = [finding.line for finding in findings if finding.severity is Severity.WARNING]
    for heading, lines in ((texts.say("Errors:"), errors), (texts.say("Warnings:"), warnings)):
        if lines:
            print(texts.plain(heading), *lines, sep="\n")
    if errors or warnings:
        last = texts.say("Errors: {errors}. Warnings: {warnings}.", errors=len(errors), warnings=len(warnings))
    else:
        last = texts.say("All is well: no errors, no warnings.")
    print(texts.plain(last))
    return 1 if errors else 0
