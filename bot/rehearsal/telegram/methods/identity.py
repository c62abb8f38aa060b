"""Who the bot is: getMe, its commands, name and descriptions; and what it may know of a chat."""

from __future__ import annotations

from collections.abc import Callable

from bot.rehearsal.telegram.model import Json, bad_request
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import Happened, World


def get_me(world: World, _: Parameters) -> Json:
    """The bot's own account."""
    return world.bot


def get_chat(world: World, parameters: Parameters) -> Json:
    """What a bot may know of a chat that it is in."""
    chat = world.chats.by_id.get(parameters.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return {**chat.about, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """The command menu of a scope and a language."""
    commands = parameters.items("commands") or []
    world.profile.set_commands(commands, parameters.item("scope"), parameters.text("language_code"))
    world.tell(Happened.COMMANDS, 0, {})
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """The command menu of exactly a scope and a language."""
    return world.profile.commands(parameters.item("scope"), parameters.text("language_code"))


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """No command menu of its own for a scope and a language."""
    world.profile.delete_commands(parameters.item("scope"), parameters.text("language_code"))
    world.tell(Happened.COMMANDS, 0, {})
    return True


def _set_text(kind: str) -> Callable[[World, Parameters], bool]:
    def set_text(world: World, parameters: Parameters) -> bool:
        world.profile.set_text(kind, parameters.text(kind), parameters.text("language_code"))
        world.tell(Happened.COMMANDS, 0, {})
        return True

    return set_text


def _get_text(kind: str) -> Callable[[World, Parameters], Json]:
    def get_text(world: World, parameters: Parameters) -> Json:
        return {kind: world.profile.text(kind, parameters.text("language_code"))}

    return get_text


def set_chat_menu_button(_: World, __: Parameters) -> bool:
    """The button beside the input field; the rehearsal always shows the commands there."""
    return True


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}

METHODS: dict[str, Callable[[World, Parameters], object]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _set_text("name"),
    "getMyName": _get_text("name"),
    "setMyDescription": _set_text("description"),
    "getMyDescription": _get_text("description"),
    "setMyShortDescription": _set_text("short_description"),
    "getMyShortDescription": _get_text("short_description"),
    "setChatMenuButton": set_chat_menu_button,
}
