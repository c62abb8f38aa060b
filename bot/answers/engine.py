"""A question → an answer.

The way of the data: letters made equal (spelling) → words and what they may mean (hearing, by vocabulary) → nothing asked?
(social) → what the programme is asked for (schedule) and what else is like it (phrases, index, fusion) → how sure that is
(confidence) → found, several, slot, empty, social or unknown. Pure and synchronous: no network, no clock, no files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answers.confidence import ANSWER, ASK, Calibration, evidence
from bot.answers.documents import documents, event_words, name_units
from bot.answers.fusion import Fusion
from bot.answers.hearing import Ear, Heard
from bot.answers.index import Index
from bot.answers.model import Answer, Candidate, Outcome, Question
from bot.answers.phrases import phrase
from bot.answers.schedule import Scheduler
from bot.answers.social import social
from bot.answers.spelling import tokens
from bot.answers.vocabulary import Vocabulary
from bot.event.lexicon import Lexicon
from bot.event.model import Event

SHOWN = 8
"""Candidates that an answer carries."""


@dataclass(slots=True)
class Engine:
    """Answers questions about one snapshot of an event."""

    event: Event
    lexicon: Lexicon
    fusion: Fusion = field(default_factory=Fusion)
    calibration: Calibration = field(default_factory=Calibration)
    ear: Ear = field(init=False)
    index: Index = field(init=False)
    scheduler: Scheduler = field(init=False)

    def __post_init__(self) -> None:
        vocabulary = Vocabulary.compiled(self.lexicon)
        for text in event_words(self.event):
            vocabulary.learn(tokens(text))
        vocabulary.close()
        self.ear = Ear(vocabulary)
        self.index = Index(documents(self.event, self.ear), name_units(self.event, self.ear))
        self.scheduler = Scheduler(self.event, self.ear)

    def answer(self, question: Question) -> Answer:
        """The answer; never raises, whatever the text is."""
        heard = self.ear.hear(question.text)
        language = self._language(heard, question)
        nothing_asked = social(heard)
        if nothing_asked is not None:
            return Answer(Outcome.SOCIAL, language, 0.99, social=nothing_asked)
        reading = self.scheduler.read(heard, question.at)
        if reading is not None:
            if reading.emptiness is not None:
                return Answer(Outcome.EMPTY, language, 0.9, emptiness=reading.emptiness, scheduled=True)
            return Answer(Outcome.FOUND, language, 0.9, reading.ids, scheduled=True)
        return self._retrieved(heard, language)

    def _retrieved(self, heard: Heard, language: str) -> Answer:
        asked = phrase(heard, self.ear.vocabulary.near)
        ranked = self.fusion.ranked(self.index, self.index.search(asked))
        off_topic = next((subject.off_topic for subject in asked.subjects if subject.off_topic), None)
        if not ranked:
            return Answer(Outcome.UNKNOWN, language, 0.0, off_topic=off_topic)
        sure = self.calibration.sure(evidence(asked, self.index, ranked))
        candidates = tuple(Candidate(each.id, each.score, each.features) for each in ranked[:SHOWN])
        if sure >= ANSWER:
            return Answer(Outcome.FOUND, language, sure, (ranked[0].id,), candidates)
        if sure >= ASK:
            return Answer(Outcome.SEVERAL, language, sure, tuple(each.id for each in ranked[:3]), candidates)
        return Answer(Outcome.UNKNOWN, language, sure, (), candidates, off_topic=off_topic)

    def _language(self, heard: Heard, question: Question) -> str:
        spoken = heard.language or question.language or self.event.languages[0]
        return spoken if spoken in {"ar", "en"} else self.event.languages[0]
