"""Bidirectional text: stray controls are taken out, foreign runs are put between U+2068 and U+2069 (UAX #9)."""

from __future__ import annotations

import re

FSI = "\u2068"
PDI = "\u2069"

RTL_LETTERS = (
    "\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
LTR_LETTERS = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u058f\u0900-\u1fff\u2071\u207f\u2090-\u209c"
    "\u2102-\u218f\u2c00-\u2dff\u3005-\ufb17\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U000107ff"
    "\U00011000-\U0001e7ff\U0001f110-\U0001f251\U00020000-\U0003ffff"  # 🅿 and flags are letters, too
)
_RTL = re.compile(f"[{RTL_LETTERS}]")
_RTL_OR_ARABIC_DIGIT = re.compile(f"[{RTL_LETTERS}\u0660-\u0669\u06f0-\u06f9]")
_LTR = re.compile(f"[{LTR_LETTERS}]")
_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+(?:[.,:\u066b\u066c]\d+)*[%\u066a]?"
_ONE_NUMBER = re.compile(rf"\W*{_NUMBER}(?: ?– ?{_NUMBER})?\W*")
"""Also a range: its dash lets the first number stand first in either direction."""

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_WIDE_SPACES = re.compile("[\t\u00a0\u202f]")
_STRAY = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls, deprecated format characters
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # other invisible controls
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what cannot be sent at all
)
_SETTLED = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")
_MARKUP = re.compile(r"<[^<>]*>|&#?\w+;")


def clean(text: str) -> str:
    """The text without bidi and other invisible controls; every line end is a newline, every odd space a space."""
    if text.isprintable():
        return text
    text = _WIDE_SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    return _STRAY.sub("", text)


def needs_isolation(text: str, *, rtl: bool) -> bool:
    """Whether a run would disturb, or be disturbed by, a sentence of the given direction."""
    if not rtl:
        return not text.isascii() and _RTL_OR_ARABIC_DIGIT.search(text) is not None
    if _LTR.search(text):
        return True
    # Signs around a number, or several numbers (a telephone number), would be put in the wrong order.
    return bool(_DIGIT.search(text)) and not _RTL.search(text) and not _ONE_NUMBER.fullmatch(text)


def isolated(text: str) -> str:
    """Each line of the text between U+2068 and U+2069: an isolate ends with its paragraph."""
    if "\n" not in text:
        return f"{FSI}{text}{PDI}"
    return "\n".join(f"{FSI}{line}{PDI}" if line else line for line in text.split("\n"))


def unsettled(html: str) -> str:
    """What of this HTML is seen and is not yet inside an isolate."""
    if "<" in html or "&" in html:
        html = _MARKUP.sub("", html)
    while FSI in html:
        html, settled = _SETTLED.subn("", html)
        if not settled:
            break
    return html
