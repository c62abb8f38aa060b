"""Which facts and places ask for what a question asks for, in whatever words: both are like the same intents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.fusion import Ranked
from bot.answers.index import Hit, Index
from bot.answers.phrasebook import Asked, Likeness, Phrasebook
from bot.answers.phrases import SURE, Phrase

KINSHIP: Mapping[str, float] = {"kin": 2.75}
"""What being asked for in the same sense adds to a score, beside what words add."""
NEAREST = 4
"""How many things are brought in for that alone."""
LEAST = 0.5
_NOTHING: Likeness = {}


@dataclass(frozen=True, slots=True)
class Kin:
    """One question: what it is like, and how near each thing is by that, by id."""

    asked: Asked
    by_id: Mapping[str, float]

    @property
    def nearest(self) -> tuple[str, ...]:
        """The few things that are nearest."""
        best = sorted(self.by_id.items(), key=lambda item: (-item[1], item[0]))[:NEAREST]
        return tuple(id_ for id_, value in best if value >= LEAST)


@dataclass(slots=True)
class Kinship:
    """What each thing is like; sessions are not asked for in this way."""

    book: Phrasebook
    index: Index
    likeness: dict[str, Likeness] = field(init=False, default_factory=dict)
    _by_intent: dict[int, list[tuple[str, float]]] = field(init=False, default_factory=dict)
    _own: dict[str, tuple[int, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for document in self.index.documents:
            if document.kind != "session":
                like = self.book.like(document.phrasings)
                self.likeness[document.id] = like
                self._own[document.id] = self.book.own(like)
                for number, value in like.items():
                    self._by_intent.setdefault(number, []).append((document.id, value))

    def of(self, asked: Phrase) -> Kin:
        """How near everything is to a question."""
        said = self.book.asked(asked)
        near: dict[str, float] = {}
        for number, value in said.likeness.items():
            for id_, other in self._by_intent.get(number, ()):
                near[id_] = near.get(id_, 0.0) + value * other
        return Kin(said, near)

    def explains(self, id_: str, units: Iterable[str]) -> bool:
        """Whether a word of a question stands in the phrasings of what a thing is like."""
        own = self._own.get(id_, ())
        return any(self.book.stands_in(unit, own) for unit in units)

    def _rivals(self, id_: str, best: Ranked) -> bool:
        """Whether another thing would be another answer: a fact's place says the same as the fact."""
        return id_ != best.id and (best.kind != "fact" or self.index.document(id_).kind == "fact")

    def nearness(self, kin: Kin, asked: Phrase, ranked: Sequence[Ranked]) -> dict[str, float]:
        """What kinship says for the best candidate and against it."""
        best = ranked[0]
        near = kin.by_id.get(best.id, 0.0)
        others = max((value for id_, value in kin.by_id.items() if self._rivals(id_, best)), default=0.0)
        document = self.index.document(best.id)
        weights = {subject: self.index.weight(subject) for subject in asked.about}
        strange = [
            subject
            for subject in weights
            if not any(unit in document.units for unit, strength in subject.units.items() if strength >= SURE)
            and not self.explains(best.id, {unit for unit, strength in subject.units.items() if strength >= SURE})
        ]
        plain = [
            each.score - KINSHIP["kin"] * each.features["kin"]
            for each in ranked
            if each is best or self._rivals(each.id, best)
        ]
        return {
            "kin": near,
            "kin_margin": near - others,
            "book": kin.asked.best,
            "kin_book": near * kin.asked.best,
            "elsewhere": kin.asked.elsewhere,
            "strangeness": kin.asked.strangeness,
            "beyond": kin.asked.beyond,
            "own": max((kin.asked.scores.get(number, 0.0) for number in self._own.get(best.id, ())), default=0.0),
            "strange": sum(weights[subject] for subject in strange) / (sum(weights.values()) or 1.0),
            "strangers": min(1.0, len(strange) / 2),
            "word_margin": max(-1.0, min(1.0, plain[0] - max(plain[1:], default=0.0))),
        }


def related(hits: list[Hit], index: Index, kin: Kin) -> list[Hit]:
    """The hits with their kinship."""
    return [
        Hit(hit.document, {**hit.features, "kin": kin.by_id.get(index.documents[hit.document].id, 0.0)}) for hit in hits
    ]
