"""`daleel ask`: one question, one answer; without a question, one answer for each line of stdin."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.answers.conversations import Conversations
from bot.answers.engine import Engine
from bot.answers.model import Answer, Question
from bot.answers.render import Desk, messages
from bot.clock import SystemClock
from bot.commands import options
from bot.event.lexicon import LexiconFault, load_lexicon
from bot.event.model import Event
from bot.installation import CATALOGS
from bot.semantic import active
from bot.semantic.embedder import MODEL_FAULTS
from bot.semantic.vectors import Vectors, laid_out
from bot.texts import Catalogs

CHAT = "ask"
Vector = Callable[[str], tuple[float, ...]]


class LineFault(ValueError):  # noqa: N818 - a line at fault, not ours
    """A line of stdin that cannot be asked; the text says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `daleel ask`."""
    parser.add_argument("question", nargs="?", help="the question; without it, one a line from stdin, as text or JSON")
    options.add_event(parser)
    parser.add_argument("--at", type=_moment, metavar="ISO-TIME", help="when it is asked (else now)")
    parser.add_argument("--language", choices=options.LANGUAGES, help="what to speak where the question does not tell")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--explain", action="store_true", help="say why")


def main(arguments: argparse.Namespace) -> int:
    """Print the answer or the answers; 1 for a bad event, a bad lexicon or a bad line."""
    catalogs = Catalogs(CATALOGS)
    texts = catalogs.texts(arguments.language or options.system_language(), ZoneInfo("UTC"), "latn")
    folder = options.event_folder(arguments)
    event = options.event_or_faults(folder, texts)
    if event is None:
        return 1
    try:
        engine = Engine(event, load_lexicon(folder))
    except LexiconFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return Asking(arguments, event, engine, catalogs, Conversations(), meaning(engine)).all()


def meaning(engine: Engine) -> Vector | None:
    """What gives a question its vector, where the embedding model is installed; the engine then knows its texts."""
    settings = options.settings()
    if not active(settings):
        return None
    vectors = Vectors(settings.cache)
    try:
        if vectors.lacking((*engine.texts, *engine.senses)):
            print("Computing what the event's texts mean; this is kept for the next time.", file=sys.stderr)
        engine.understand(laid_out(vectors, engine.texts, engine.senses))
    except MODEL_FAULTS as fault:
        print(f"The embedding model does not work ({fault}): words alone answer.", file=sys.stderr)
        return None
    return lambda text: tuple(vectors.embedder.vector(text).tolist())


@dataclass(frozen=True, slots=True)
class Asking:
    """One run of the command."""

    arguments: argparse.Namespace
    event: Event
    engine: Engine
    catalogs: Catalogs
    conversations: Conversations
    vector: Vector | None = None

    def all(self) -> int:
        """Ask all there is to ask."""
        code = 0
        lines: Iterable[str] = [self.arguments.question] if self.arguments.question is not None else sys.stdin
        for number, line in enumerate(lines, start=1):
            if self.arguments.question is None and not line.strip():
                continue
            try:
                print(self.one(line.rstrip("\n")), flush=True)
            except LineFault as fault:
                print(f"line {number}: {fault}", file=sys.stderr)
                code = 1
        return code

    def one(self, line: str) -> str:
        """One line's answer as it is printed. Raises LineFault."""
        fields = {"question": line} if self.arguments.question is not None else read_line(line)
        chat = fields.get("chat")
        at = _moment(fields["at"]) if fields.get("at") else self.arguments.at or SystemClock().now()
        if at.tzinfo is None:
            at = at.replace(tzinfo=self.event.zone)
        context = self.conversations.context(chat, at) if chat is not None else None
        vector = self.vector(fields["question"]) if self.vector is not None else None
        question = Question(fields["question"], at, fields.get("language") or self.arguments.language, context, vector)
        answer = self.engine.answer(question)
        if chat is not None:
            self.conversations.keep(chat, question, answer)
        text = self.text(answer, at)
        if self.arguments.json:
            return json.dumps(as_json(question, answer, text), ensure_ascii=False)
        if self.arguments.explain:
            return "\n".join([text, "", *explained(answer)])
        return text

    def text(self, answer: Answer, at: datetime) -> str:
        """What the chat would show, as plain text."""
        texts = self.catalogs.texts(answer.language, self.event.zone, self.event.digits.get(answer.language))
        desk = Desk(self.event, texts, at, lambda parameter: f"https://t.me/share?start={parameter}")
        return "\n\n".join(_plain(desk, message) for message in messages(desk, answer))


def read_line(line: str) -> Mapping[str, Any]:
    """A line of stdin: a JSON object with "question", else the question itself. Raises LineFault."""
    if not line.lstrip().startswith("{"):
        return {"question": line}
    try:
        fields = json.loads(line)
    except json.JSONDecodeError:
        return {"question": line}
    if not isinstance(fields, dict) or not isinstance(fields.get("question"), str):
        raise LineFault('a JSON line needs a "question" that is a text')
    chat = fields.get("chat")
    if not isinstance(chat, str | int | None):
        raise LineFault('"chat" must be a text or a number')
    if fields.get("language") not in {None, *options.LANGUAGES}:
        raise LineFault(f'"language" must be one of {", ".join(options.LANGUAGES)}')
    if fields.get("at"):
        try:
            _moment(fields["at"])
        except (argparse.ArgumentTypeError, TypeError) as fault:
            raise LineFault(f'"at": {fault}') from fault
    return fields


def as_json(question: Question, answer: Answer, text: str) -> dict[str, Any]:
    """The answer as `--json` prints it."""
    return {
        "question": question.text,
        "outcome": answer.outcome.value,
        "ids": list(answer.ids),
        "candidates": list(dict.fromkeys([*answer.ids, *(each.id for each in answer.candidates)]))
        if answer.outcome in {"found", "several", "slot"}
        else [each.id for each in answer.candidates],
        "confidence": round(answer.confidence, 4),
        "language": answer.language,
        "text": text,
    }


def explained(answer: Answer) -> Iterator[str]:
    """Why, line by line."""
    yield f"outcome: {answer.outcome.value} ({answer.confidence:.2f})"
    for what, why in answer.explanation:
        yield f"{what}: {why}"
    for each in answer.candidates:
        shown = ", ".join(f"{name} {value:.2f}" for name, value in each.features.items() if value)
        yield f"candidate {each.id}: {each.score:.2f} ({shown})"


def _plain(desk: Desk, message: Any) -> str:  # noqa: ANN401
    html = desk.texts.plain(message.html)
    labels = [button.label for row in message.keyboard for button in row]
    return "\n".join([html, *(f"[{label}]" for label in labels)])


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time like 2025-10-25T09:30") from fault
