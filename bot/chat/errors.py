"""What went wrong between us and Telegram, and what it means for a message: surely not delivered, or nobody knows."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outbox.model import Failed, Outcome, Refusal, Refused, Unsure, Wait


class NotSent(NetworkError):  # noqa: N818  says what happened, as TimedOut does
    """No connection, or it was gone before the request was written: certainly nothing happened."""


class NotSentInTime(NotSent, TimedOut):
    """No connection in time: certainly nothing happened."""


class Unanswered(NetworkError):  # noqa: N818
    """The connection broke after the request was written: it may have been acted upon."""


class UnansweredInTime(Unanswered, TimedOut):
    """No answer in time: it may have been acted upon."""


_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message to edit")
_UNREACHABLE = (
    "chat not found",
    "chat_write_forbidden",
    "peer_id_invalid",
    "user is deactivated",
    "not enough rights",
    "have no rights",
)


def outcome_of(error: TelegramError, chat_id: int) -> Outcome:
    """What became of a message to ``chat_id`` whose request ended in ``error``."""
    outcome: Outcome
    match error:
        case RetryAfter():
            # Telegram does not say whose limit it was. Groups have one of their own; else the bot's is the safe guess.
            outcome = Wait(retry_seconds(error), chat_only=chat_id < 0)
        case ChatMigrated():
            outcome = Refused(Refusal.UNREACHABLE, "migrated", migrated_to=error.new_chat_id)
        case Forbidden():
            outcome = Refused(Refusal.UNREACHABLE, error.message)
        case BadRequest():
            outcome = Refused(_reason(error.message.lower()), error.message)
        case NotSent() | InvalidToken() | EndPointNotFound():
            outcome = Failed(error.message)
        case TimedOut():
            outcome = Unsure(error.message)
        case NetworkError() if _answered(error):
            outcome = Failed(error.message)
        case _:
            outcome = Unsure(error.message)
    return outcome


def retry_seconds(error: RetryAfter) -> float:
    """How many seconds Telegram asks us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _reason(description: str) -> Refusal:
    if "message is not modified" in description:
        return Refusal.UNCHANGED
    if any(words in description for words in _GONE):
        return Refusal.GONE
    if any(words in description for words in _UNREACHABLE):
        return Refusal.UNREACHABLE
    return Refusal.INVALID


def _answered(error: NetworkError) -> bool:
    # BaseRequest raises a bare NetworkError for a 5xx status (with a cause when its body is not JSON). When there was
    # no answer, requests raise it with the network's own exception as its cause, or its name ("httpx.ReadError: …").
    if isinstance(error, Unanswered) or error.message.startswith("httpx."):
        return False
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)
