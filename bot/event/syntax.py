"""What a YAML parser objects to, said for somebody who has never heard of YAML."""

from __future__ import annotations

import yaml

from bot.event.faults import Findings, Phrase, Spot, phrase


def explain(error: yaml.YAMLError, text: str, file: str, findings: Findings) -> None:
    """Note the parser's objection as one fault."""
    mark = getattr(error, "problem_mark", None)
    spot = Spot(file, mark.line + 1, mark.column + 1) if mark is not None else Spot(file)
    problem = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}".lower()
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    findings.error(spot, *_objection(problem, line, spot))


def _objection(problem: str, line: str, spot: Spot) -> tuple[Phrase, Phrase]:
    if "cannot start any token" in problem:
        sign = line[spot.column - 1 : spot.column] or "?"
        return phrase("A text may not begin with “{sign}” here.", sign=sign), phrase("Put the text in quotation marks.")
    return next((said for words, said in _OBJECTIONS if any(word in problem for word in words)), _OTHERWISE)


# Words of the parser's message → what is wrong, what to do.
_OBJECTIONS: tuple[tuple[tuple[str, ...], tuple[Phrase, Phrase]], ...] = (
    (
        ("mapping values are not allowed",),
        (
            phrase("There is a colon here that ends a key, in the middle of a text."),
            phrase("Put the whole text in quotation marks; if this is a key, move it to the column of its neighbours."),
        ),
    ),
    (
        ("alias", "anchor", "tag", "directive"),
        (
            phrase("A text may not begin with “{sign}” here.", sign="* & ! %"),
            phrase("Put the text in quotation marks."),
        ),
    ),
    (
        ("quoted scalar", "escape"),
        (
            phrase("A quotation mark is opened here or above and not closed rightly."),
            phrase(
                "Close it; to have the same mark within the text, write “{sign}” before it, or use the other kind.",
                sign="\\",
            ),
        ),
    ),
    (
        ("expected ',' or", "flow"),
        (
            phrase("A comma or a closing bracket is missing here or in the line above."),
            phrase("Close every opened bracket, and part what is between the brackets with commas."),
        ),
    ),
    (
        ("could not find expected ':'",),
        (
            phrase("Here or in the line above, a key has no colon after it."),
            phrase("Write a colon and a space after each key."),
        ),
    ),
)
_OTHERWISE = (
    phrase("The lines do not fit together here."),
    phrase("Lines of the same group must begin in the same column; look at this line and at the one above it."),
)
