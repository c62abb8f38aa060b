"""Which links Telegram takes, in texts and on buttons."""

from __future__ import annotations

import re

from bot.rehearsal.telegram.model import bad_request

_SCHEMES = ("http", "https", "ftp", "tg", "ton", "tonsite", "mailto", "tel")
_HOST = re.compile(r"(?:[^\s/?#@]*@)?([^\s/?#:]+)(?::[0-9]{1,5})?(?:[/?#]\S*)?")


def fault_of_link(url: str) -> str | None:
    """What Telegram says about a link that it does not take; None when it does."""
    scheme, separator, rest = url.strip().partition(":")
    if not separator or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or "." in scheme:
        scheme, rest = "http", "//" + url.strip()
    if scheme.lower() not in _SCHEMES:
        return "Unsupported URL protocol"
    if scheme.lower() not in ("http", "https", "ftp"):
        return None if rest.strip("/") else "URL host is empty"
    host = _HOST.fullmatch(rest.removeprefix("//"))
    if host is None:
        return "Wrong HTTP URL" if rest.removeprefix("//") else "URL host is empty"
    return None if _is_host(host[1]) else "Wrong HTTP URL"


def checked_link(url: str) -> str | None:
    """The link as Telegram keeps it in a text; None when it silently drops it."""
    if fault_of_link(url) is not None:
        return None
    return url if re.match(r"[A-Za-z][A-Za-z0-9+-]*:", url) else f"http://{url}/"


def check_button_link(url: str) -> None:
    """Refuse a button with a link that Telegram does not take."""
    fault = fault_of_link(url)
    if fault is not None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {fault}")


def _is_host(host: str) -> bool:
    if host == "localhost" or host.startswith("["):
        return True
    labels = host.rstrip(".").split(".")
    return len(labels) > 1 and all(label and not label.startswith("-") for label in labels)
