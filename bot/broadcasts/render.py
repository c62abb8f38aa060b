"""An announcement as everybody reads it, and what its organizer reads while it is written and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.broadcasts.model import LONGEST, PRICE, Audience, Broadcast, Report, Stage, people, stars, text_for
from bot.cards.keyboards import button, column
from bot.cards.words import lines, paragraphs
from bot.outbox.limits import PAID_RATE
from bot.outbox.model import Button, Message
from bot.texts import Localized, Texts
from bot.texts.prose import clipped

_GLIMPSE = 40
"""Letters of a text that a list shows."""


def announcement(texts: Texts, written: Mapping[str, str], languages: Sequence[str]) -> Message:
    """What an attendee gets; the preview is this very message. A text in another language says so."""
    text, language = text_for(texts.language, written, languages)
    parts = [
        texts.say("📢 <b>Announcement</b>"),
        texts.pick(Localized({language: text}), mark=False),
        texts.say("— The organizing committee"),
    ]
    if language != texts.language:
        parts.append(
            texts.say("<i>This announcement is in {language} only.</i>", language=texts.language_name(language))
        )
    return Message(paragraphs(*parts))


def ask(texts: Texts, draft: Broadcast, languages: Sequence[str]) -> Message:
    """Asks for the text in the language that is waited for."""
    waiting = draft.waiting or ""
    others = [one for one in languages if one != waiting and one not in draft.skipped]
    language = texts.language_name(waiting)
    other: Button | None
    if waiting in draft.texts:
        line = texts.say("✍️ Please send the new text in <b>{language}</b>.", language=language)
        other = button(texts, texts.say("Keep the text as it was"), "broadcast_preview", draft.id)
    elif draft.texts:
        line = texts.say("✍️ Thank you. Now please send the text in <b>{language}</b>.", language=language)
        only = texts.say("Only in {languages}", languages=texts.listed(map(texts.language_name, draft.texts)))
        other = button(texts, only, "broadcast_skip", draft.id, waiting)
    else:
        line = texts.say(
            "✍️ Please send the text of the announcement in <b>{language}</b>.\n\n"
            "Only its words are kept: no bold, no hidden links, no pictures; an address written out can be tapped. "
            "Nothing is sent before you have seen it and confirmed it.",
            language=language,
        )
        skip = texts.say("Not in {language}", language=language)
        # The last language cannot be left out as well.
        other = button(texts, skip, "broadcast_skip", draft.id, waiting) if others else None
    return Message(line, keyboard=column([*([other] if other else []), _cancel(texts, draft)]))


def too_long(texts: Texts, by: int) -> Message:
    """The text does not fit into one message."""
    return Message(
        texts.say_many(
            "This text is {count} character too long; the limit is {limit}. Please shorten it and send it again.",
            "This text is {count} characters too long; the limit is {limit}. Please shorten it and send it again.",
            by,
            limit=LONGEST,
        )
    )


def confirmation(texts: Texts, draft: Broadcast, audience: Audience, *, payable: bool = False) -> Message:
    """Below the preview: whom it will reach, and the buttons that send, change or drop it."""
    buttons = []
    if audience.people:
        send = texts.say_many("📣 Send to {count} person", "📣 Send to {count} people", audience.people)
        buttons.append(button(texts, send, "broadcast_send", draft.id))
        if payable:
            buttons.append(button(texts, texts.say("💫 Faster, for a fee …"), "broadcast_price", draft.id))
    for language in draft.texts:
        change = texts.say("✏️ Change: {language}", language=texts.language_name(language))
        buttons.append(button(texts, change, "broadcast_edit", draft.id, language))
    for language in draft.skipped:
        add = texts.say("➕ Add: {language}", language=texts.language_name(language))
        buttons.append(button(texts, add, "broadcast_edit", draft.id, language))
    return Message(
        paragraphs(texts.say("👆 This is how it will look. Send it?"), lines(*_audience(texts, audience))),
        keyboard=column([*buttons, _cancel(texts, draft)]),
    )


def price(texts: Texts, draft: Broadcast, audience: Audience) -> Message:
    """What a paid broadcast costs, before anything is paid for."""
    total = stars(audience.people)
    warning = texts.say(
        "⚠️ <b>This costs Stars.</b> Telegram takes {price} Star for each message from the bot's balance; "
        "at most, in Stars: <b>{total}</b>. They are not given back.",
        price=PRICE,
        total=total,
    )
    speed = texts.say(
        "Up to {fast} messages then leave in a second. Free of charge everybody gets it, too, only more slowly.",
        fast=round(PAID_RATE),
    )
    pay = texts.say("💫 Yes, pay and send (Stars: {total})", total=total)
    send = texts.say("📣 Send free of charge")
    return Message(
        paragraphs(texts.say("💫 <b>Paid announcement</b>"), warning, speed, lines(*_audience(texts, audience))),
        keyboard=column(
            [
                button(texts, send, "broadcast_send", draft.id),
                button(texts, pay, "broadcast_pay", draft.id, str(total)),
                _cancel(texts, draft),
            ]
        ),
    )


def status(texts: Texts, broadcast: Broadcast, report: Report) -> Message:
    """How far it is, or what became of it."""
    heading = texts.say("📣 <b>Announcement no. {number}</b>", number=texts.numerals(str(broadcast.id)))
    stage = _stage(texts, broadcast, report)
    return Message(
        paragraphs(heading, stage, lines(*_report(texts, broadcast, report))),
        keyboard=column(_status_buttons(texts, broadcast, report)),
    )


def recent(texts: Texts, items: Sequence[tuple[Broadcast, Report]]) -> Message:
    """The latest announcements, newest first, with how many each reached."""
    if not items:
        return Message(texts.say("Nothing has been announced yet. /broadcast begins."))
    buttons = []
    for broadcast, _ in items:
        label = texts.say("Announcement no. {number}", number=texts.numerals(str(broadcast.id)))
        buttons.append(button(texts, label, "broadcast_show", broadcast.id))
    shown = (_summary(texts, broadcast, report) for broadcast, report in items)
    return Message(paragraphs(texts.say("📣 <b>Announcements</b>"), *shown), keyboard=column(buttons))


def _summary(texts: Texts, broadcast: Broadcast, report: Report) -> Markup:
    moment = broadcast.confirmed or broadcast.changed
    text, language = text_for(texts.language, broadcast.texts, ())
    return texts.say(
        "<b>{number}.</b> {when}: {glimpse}\nDelivered: {sent} of {people}",
        number=texts.numerals(str(broadcast.id)),
        when=texts.say("{day}, {time}", day=texts.short_day(texts.local(moment).date()), time=texts.time(moment)),
        glimpse=texts.pick(Localized({language: clipped(" ".join(text.split()), _GLIMPSE)}), mark=False),
        sent=report.sent,
        people=people(broadcast, report),
    )


def dropped(texts: Texts) -> Message:
    """The draft is gone."""
    return Message(texts.say("The draft is deleted. Nothing was sent."))


def no_draft(texts: Texts) -> Message:
    """A button of a draft that is gone."""
    return Message(
        texts.say("This draft is no longer there. /broadcast begins a new one, /broadcasts shows what was sent.")
    )


def _stage(texts: Texts, broadcast: Broadcast, report: Report) -> Markup:
    if broadcast.finished is not None:
        when = texts.time(broadcast.finished)
        if broadcast.stopped:
            return texts.say("✋ Stopped; finished at {time}.", time=when)
        return texts.say("✔️ Finished at {time}.", time=when)
    if broadcast.stopped:
        return texts.say("✋ Stopped. What is on its way is still being counted.")
    return texts.say("⏳ Being sent: {done} of {people}", done=report.done, people=people(broadcast, report))


def _report(texts: Texts, broadcast: Broadcast, report: Report) -> list[Markup]:
    shown = [texts.say("✅ Delivered: {count} of {people}", count=report.sent, people=people(broadcast, report))]
    if report.blocked:
        shown.append(texts.say("🚫 Have blocked the bot: {count}", count=report.blocked))
    if report.failed:
        shown.append(texts.say("⚠️ Refused by Telegram: {count}", count=report.failed))
    if report.unsure:
        shown.append(texts.say("❓ May have arrived, not confirmed: {count}", count=report.unsure))
    if report.cancelled:
        shown.append(texts.say("➖ Not sent any more: {count}", count=report.cancelled))
    if broadcast.paid:
        shown.append(texts.say("💫 Paid: {price} Star for each message", price=PRICE))
    return shown + _left_out(texts, broadcast.audience)


def _audience(texts: Texts, audience: Audience) -> list[Markup]:
    shown = [
        texts.say("• readers of {language}: {count}", language=texts.language_name(language), count=count)
        for language, count in audience.by_language.items()
    ]
    nobody = [texts.say("There is nobody yet whom it could reach.")]
    return (shown or nobody) + _left_out(texts, audience)


def _left_out(texts: Texts, audience: Audience) -> list[Markup]:
    shown = []
    if audience.muted:
        shown.append(texts.say("🔕 Have turned messages off: {count}", count=audience.muted))
    if audience.unreachable:
        shown.append(texts.say("🚷 Could not be reached before: {count}", count=audience.unreachable))
    return shown


def _status_buttons(texts: Texts, broadcast: Broadcast, report: Report) -> list[Button]:
    if broadcast.stage is Stage.DONE:
        again = button(texts, texts.say("🔁 Send again where it is unsure"), "broadcast_again", broadcast.id)
        return [again] if report.unsure else []
    refresh = button(texts, texts.say("🔄 How far is it?"), "broadcast_show", broadcast.id)
    stop = button(texts, texts.say("✋ Stop"), "broadcast_stop", broadcast.id)
    return [refresh] if broadcast.stopped else [refresh, stop]


def _cancel(texts: Texts, draft: Broadcast) -> Button:
    return button(texts, texts.say("✖️ Cancel"), "broadcast_cancel", draft.id)
