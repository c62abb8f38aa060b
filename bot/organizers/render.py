"""What organizers read about roles, invitations and the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.attendees.model import Attendee, Role
from bot.cards.keyboards import button, column
from bot.cards.words import lines, paragraphs
from bot.event.model import Event
from bot.organizers.model import OPERATOR, Deed, Entry, Grant, Removal, Source
from bot.outbox.model import Button, Message
from bot.texts import Texts
from bot.texts.marks import msgid, msgid_as

ROLES = {
    Role.OWNER: msgid_as("role", "owner"),
    Role.ORGANIZER: msgid_as("role", "organizer"),
    Role.VOLUNTEER: msgid_as("role", "volunteer"),
    Role.ATTENDEE: msgid_as("role", "attendee"),
}
DEEDS = {
    Deed.INVITED: msgid("{who} made an invitation link."),
    Deed.JOINED: msgid("{who} used a link and has a role now."),
    Deed.REMOVED: msgid("{who} took the role from {whom}."),
    Deed.BROADCAST: msgid("{who} sent announcement no. {number}."),
    Deed.STOPPED: msgid("{who} stopped announcement no. {number}."),
}
REMOVALS = {
    Removal.REMOVED: msgid("Removed."),
    Removal.NOT_THERE: msgid("This person has no role."),
    Removal.IN_SETTINGS: msgid("This role comes from the settings (DALEEL_ORGANIZERS) and can only be removed there."),
    Removal.ONESELF: msgid("You cannot remove yourself."),
}


def members(texts: Texts, people: Sequence[Attendee], grants: Mapping[int, Grant], reader: int) -> Message:
    """Who has which role, with a button to remove each of them."""
    shown = []
    buttons = []
    for person in people:
        name, role = texts.isolate(named(person)), texts.say_as("role", ROLES[person.role])
        grant = grants.get(person.id)
        fixed = grant is not None and grant.source is Source.SETTINGS
        shown.append(
            texts.say("• {name}: {role} (from the settings)", name=name, role=role)
            if fixed
            else texts.say("• {name}: {role}", name=name, role=role)
        )
        if not fixed and person.id != reader:
            buttons.append(button(texts, texts.say("Remove {name}", name=name), "dismiss", person.id))
    buttons.append(button(texts, texts.say("➕ Invite an organizer"), "invite"))
    buttons.append(button(texts, texts.say("🗒 Latest actions"), "record"))
    return Message(paragraphs(texts.say("👥 <b>Organizers</b>"), lines(*shown)), keyboard=column(buttons))


def sure(texts: Texts, person: Attendee) -> Message:
    """Asks once more before somebody is removed."""
    return Message(
        texts.say(
            "Take the role from {name}? They stay in the chat as an attendee.",
            name=Markup("<b>{}</b>").format(texts.isolate(named(person))),
        ),
        keyboard=column(
            [
                button(texts, texts.say("Yes, remove"), "dismiss_now", person.id),
                button(texts, texts.say("No, go back"), "organizers"),
            ]
        ),
    )


def invitation(texts: Texts, event: Event, link: str) -> Message:
    """The one-time link, to be passed on."""
    return Message(
        texts.say(
            "🔑 Send this link to <b>one</b> person. It makes them an organizer of {event}. "
            "It works once, within 24 hours:\n\n{link}",
            event=texts.pick(event.short_name),
            link=link,
        ),
        keyboard=column([Button(texts.plain(texts.say("📋 Copy the link")), copy=link)]),
    )


def joined(texts: Texts, event: Event, role: Role | None) -> Message:
    """What somebody reads who came with a one-time link."""
    if role is None:
        return Message(
            texts.say("This link has been used already, or it is too old. Please ask for a new one.\n\n/start")
        )
    if role is Role.OWNER:
        return Message(
            texts.say(
                "🔑 You are now the <b>owner</b> of this bot for {event}.\n\n"
                "/organizers invites others and shows what was done; /broadcast announces something to everybody.",
                event=texts.pick(event.short_name),
            )
        )
    return Message(
        texts.say(
            "🔑 You are now an <b>organizer</b> of {event}.\n\n"
            "/broadcast announces something to everybody; /broadcasts shows what was sent and whom it reached.",
            event=texts.pick(event.short_name),
        )
    )


def record(texts: Texts, entries: Iterable[Entry], name_of: Callable[[int], Attendee | None]) -> Message:
    """The latest lines of the record, newest first."""

    def named_as(attendee_id: int) -> Markup:
        if attendee_id == OPERATOR:
            return texts.say("Somebody who is no longer here")
        known = name_of(attendee_id)
        return texts.isolate(named(known) if known else str(attendee_id))

    shown = []
    for entry in entries:
        when = Markup("{} {}").format(texts.short_day(texts.local(entry.at).date()), texts.time(entry.at))
        whom = entry.about.removeprefix("attendee:")
        values = {
            "who": named_as(entry.who),
            "whom": named_as(int(whom)) if entry.deed is Deed.REMOVED else "",
            "number": texts.numerals(entry.about),
        }
        shown.append(texts.say("{when}: {what}", when=when, what=texts.say(DEEDS[entry.deed], **values)))
    return Message(
        paragraphs(texts.say("🗒 <b>Latest actions</b>"), lines(*shown) or texts.say("Nothing yet.")),
        keyboard=column([button(texts, texts.say("‹ Back"), "organizers")]),
    )


def named(person: Attendee) -> str:
    """What a person is called: the name that Telegram gives, else the number."""
    return person.name or str(person.id)
