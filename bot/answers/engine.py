"""A question → an answer.

The way of the data: letters made equal (spelling) → words and what they may mean (hearing, with the vocabulary) →
is nothing asked? (social) → what the programme is asked for (schedule) and what else is like it (phrases, index,
fusion) → which of the two (decision) and how sure that is (confidence) → found, several, slot, empty, social, unknown.
What is two questions is taken apart (parts), what leans on the question before is joined to it (followups).
Pure and synchronous: no network, no clock, no files.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answers.confidence import ANSWER, ASK, ASK_OFF_TOPIC, Calibration, evidence, left_over
from bot.answers.decision import one_is_missing, reading_confidence, schedule_is_meant, with_guess
from bot.answers.documents import documents, event_words, name_units
from bot.answers.explaining import explained
from bot.answers.followups import continues, joined, leans
from bot.answers.fusion import Fusion, Ranked
from bot.answers.hearing import Ear, Heard
from bot.answers.index import Index
from bot.answers.kinship import KINSHIP, Kin, Kinship, related
from bot.answers.meaning import WEIGHTS, Meanings, Near, searched, sureness
from bot.answers.model import Answer, Candidate, Outcome, Question
from bot.answers.parts import parts
from bot.answers.phrasebook import Phrasebook
from bot.answers.phrases import Phrase, is_subject, phrase
from bot.answers.schedule import Reading, Scheduler
from bot.answers.social import social
from bot.answers.spelling import tokens
from bot.answers.training import taught
from bot.answers.vocabulary import Vocabulary
from bot.event.lexicon import Lexicon
from bot.event.model import Event

SHOWN = 8
"""Candidates that an answer carries."""
BOTH = 0.65
"""From here up each of two questions in one message is answered."""
READ = 0.7
"""A reading of the programme that is less sure is offered, not told."""
WHOLE = 0.9
"""What one answer explains to this part is one question."""
_GOOD = frozenset({Outcome.FOUND, Outcome.EMPTY, Outcome.SLOT})


@dataclass(slots=True)
class Engine:
    """Answers questions about one snapshot of an event."""

    event: Event
    lexicon: Lexicon
    calibration: Calibration = field(default_factory=Calibration)
    meanings: Meanings | None = None
    """Where the texts lie, once the optional embedding model has told; without it words alone decide."""
    ear: Ear = field(init=False)
    index: Index = field(init=False)
    scheduler: Scheduler = field(init=False)
    fusion: Fusion = field(init=False)
    kinship: Kinship = field(init=False)

    def __post_init__(self) -> None:
        vocabulary = Vocabulary.compiled(self.lexicon)
        for text in event_words(self.event):
            vocabulary.learn(tokens(text))
        for _, text in self.senses:
            vocabulary.learn(tokens(text))
        vocabulary.close()
        ear = Ear(vocabulary, remembered={})
        self.index = Index(documents(self.event, ear), name_units(self.event, ear))
        self.kinship = Kinship(Phrasebook.written(self.lexicon, Ear(vocabulary)), self.index)
        self.scheduler = Scheduler(self.event, ear)
        self.fusion = Fusion({**taught(self.index, Fusion().weights), **WEIGHTS, **KINSHIP})
        self.ear = self.scheduler.ear = Ear(vocabulary)
        # A big event is some hundred thousand small objects that live as long as the engine: looking at them again and
        # again, the garbage collector would hold up an answer for a tenth of a second.
        gc.freeze()

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """All texts that things are found by, each with the id of its thing."""
        return tuple((document.id, text) for document in self.index.documents for text in document.texts)

    @property
    def senses(self) -> tuple[tuple[str, str], ...]:
        """All phrasings of what is asked of every conference, each with the name of what it asks for."""
        entries = self.lexicon.of("intents").items()
        return tuple((name, text) for name, entry in entries for text in (*entry.ar, *entry.en, *entry.arabizi))

    @property
    def knows_meanings(self) -> bool:
        """Whether vectors of questions are of use."""
        return self.meanings is not None

    def understand(self, meanings: Meanings) -> None:
        """From now on, meaning helps where a question has its vector."""
        self.meanings = meanings

    def answer(self, question: Question) -> Answer:
        """The answer; never raises, whatever the text is."""
        heard = self.ear.hear(question.text)
        language = self._language(heard, question)
        nothing_asked = social(heard)
        if nothing_asked is not None:
            return Answer(Outcome.SOCIAL, language, 0.99, social=nothing_asked)
        return replace(self._with_context(heard, question), language=language)

    def _with_context(self, heard: Heard, question: Question) -> Answer:
        context = question.context
        if context is None:
            return self._whole(heard, question, question.vector)
        leaning, going_on = leans(heard, self.scheduler), continues(heard)
        alone = self._whole(heard, question, question.vector)
        undated = alone.scheduled and self.scheduler.time_of(heard).dates is None
        if not leaning and not (going_on and (alone.outcome not in _GOOD or undated)):
            return alone
        before = self.ear.hear(context.question)
        sessions = tuple(id_ for id_ in context.ids if id_ in self.event.sessions)
        asks_on = bool(heard.asking()) and not self.scheduler.time_positions(heard)
        if leaning and sessions and asks_on and not self.scheduler.named_positions(heard, "hall"):
            return Answer(Outcome.FOUND, "", 0.85, sessions, scheduled=True, understood_as=context.question)
        text = joined(before, heard, self.scheduler)
        whole = self._whole(self.ear.hear(text), question)
        if whole.outcome in _GOOD or (alone.outcome not in _GOOD and whole.confidence > alone.confidence):
            return replace(whole, understood_as=text)
        return alone

    def _whole(self, heard: Heard, question: Question, vector: Sequence[float] | None = None) -> Answer:
        """The answer to a text that stands alone: as one question, or as the two or three that it holds.

        ``vector``: of the whole text, where it is the one that was typed; its parts are told by their words.
        """
        answer = self._one(heard, question, vector)
        pieces = parts(heard)
        if len(pieces) == 1 or answer.scheduled or self._explains_all(answer):
            return answer
        found = [self._one(each, question) for each in self._completed([self.ear.hear(piece) for piece in pieces])]
        sure = [each for each in found if each.outcome is Outcome.FOUND and each.confidence >= BOTH]
        ids = tuple(dict.fromkeys(id_ for each in sure for id_ in each.ids))
        if not sure or (len(ids) < 2 and answer.outcome is Outcome.FOUND):
            return answer
        candidates = {each.id: each for one in found for each in one.candidates}
        return replace(
            answer,
            outcome=Outcome.FOUND,
            ids=ids,
            confidence=min(each.confidence for each in sure),
            candidates=tuple(candidates.values())[:SHOWN],
            scheduled=all(each.scheduled for each in sure),
        )

    def _completed(self, pieces: list[Heard]) -> list[Heard]:
        """The questions of one message; one without a subject ("how much is it") has that of the others."""
        subjects = [" ".join(word.text for word in piece.words if is_subject(word)) for piece in pieces]
        lent = " ".join(filter(None, subjects))
        return [
            piece if own else self.ear.hear(" ".join([*(token.text for token in piece.tokens), lent]))
            for piece, own in zip(pieces, subjects, strict=True)
        ]

    def _explains_all(self, answer: Answer) -> bool:
        return (
            answer.outcome is Outcome.FOUND
            and bool(answer.candidates)
            and answer.candidates[0].features.get("recall", 0) >= WHOLE
        )

    def _one(self, heard: Heard, question: Question, vector: Sequence[float] | None = None) -> Answer:
        asked = phrase(heard, self.ear.vocabulary.near)
        near = self.meanings.near(vector) if self.meanings is not None and vector is not None else None
        kin = self.kinship.of(asked)
        ranked = self.fusion.ranked(
            self.index, related(searched(self.index, asked, near, kin.nearest), self.index, kin)
        )
        reading = self.scheduler.read(heard, question.at)
        guess = reading if reading is not None and reading.left_out else None
        reading = None if guess else reading
        best = next((each for each in ranked if each.kind == "fact"), None)
        unmet = left_over(asked, self.index, self.index.document(best.id))["unmet"] if best else 1.0
        if reading is not None and schedule_is_meant(reading, best, unmet):
            answer = self._scheduled(heard, reading, ranked)
        else:
            answer = with_guess(self._retrieved(asked, ranked, near, kin), guess)
        return replace(answer, explanation=explained(heard, reading, answer))

    def _scheduled(self, heard: Heard, reading: Reading, ranked: list[Ranked]) -> Answer:
        sure = reading_confidence(reading, heard)
        candidates = tuple(Candidate(id_, sure) for id_ in reading.ids[:SHOWN])
        candidates += tuple(_candidate(each) for each in ranked if each.id not in reading.ids)
        common = {"asked": next(iter(reading.asking), None), "scheduled": True}
        if reading.emptiness is not None:
            return Answer(Outcome.EMPTY, "", sure, (), candidates[:SHOWN], emptiness=reading.emptiness, **common)  # type: ignore[arg-type]
        if sure < READ:
            others = [each.id for each in ranked if each.id not in reading.ids]
            ids = (reading.ids[0], *others[:2])
            return Answer(Outcome.SEVERAL, "", sure, ids, candidates[:SHOWN], offered=reading.ids, **common)  # type: ignore[arg-type]
        if one_is_missing(reading):
            return Answer(Outcome.SLOT, "", sure, reading.ids, candidates[:SHOWN], slot="session", **common)  # type: ignore[arg-type]
        return Answer(Outcome.FOUND, "", sure, reading.ids, candidates[:SHOWN], **common)  # type: ignore[arg-type]

    def _retrieved(self, asked: Phrase, ranked: list[Ranked], near: Near | None, kin: Kin) -> Answer:
        off_topic = next((subject.off_topic for subject in asked.subjects if subject.off_topic), None)
        if not ranked:
            return Answer(Outcome.UNKNOWN, "", 0.0, off_topic=off_topic)
        seen = {**evidence(asked, self.index, ranked), **self.kinship.nearness(kin, asked, ranked)}
        sure = self.calibration.sure(seen, sureness(near, seen, ranked[0].id))
        candidates = tuple(_candidate(each) for each in ranked[:SHOWN])
        if sure >= ANSWER:
            return Answer(Outcome.FOUND, "", sure, (ranked[0].id,), candidates)
        if sure >= (ASK_OFF_TOPIC if off_topic else ASK):
            return Answer(Outcome.SEVERAL, "", sure, tuple(each.id for each in ranked[:3]), candidates)
        return Answer(Outcome.UNKNOWN, "", sure, (), candidates, off_topic=off_topic)

    def _language(self, heard: Heard, question: Question) -> str:
        spoken = heard.language or question.language or self.event.languages[0]
        return spoken if spoken in {"ar", "en"} else self.event.languages[0]


def _candidate(ranked: Ranked) -> Candidate:
    return Candidate(ranked.id, ranked.score, ranked.features)
