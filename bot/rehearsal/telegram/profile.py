"""What a bot says of itself, per language: commands, name, descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.model import Json, Person, bad_request

_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_Key = tuple[str, int, str]
_LIMITS = {
    "name": limits.BOT_NAME,
    "description": limits.BOT_DESCRIPTION,
    "short_description": limits.BOT_SHORT_DESCRIPTION,
}


@dataclass(slots=True)
class Profile:
    """Commands by scope and language, texts by kind and language; "" is every other language."""

    _commands: dict[_Key, list[Json]] = field(default_factory=dict)
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, commands: list[Json], scope: Json | None, language: str) -> None:
        """Keep the commands of a scope and a language."""
        if len(commands) > limits.COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check_command(command)
        self._commands[_key(scope, language)] = commands

    def delete_commands(self, scope: Json | None, language: str) -> None:
        """Forget the commands of a scope and a language."""
        self._commands.pop(_key(scope, language), None)

    def commands(self, scope: Json | None, language: str) -> list[Json]:
        """The commands of exactly this scope and language."""
        return self._commands.get(_key(scope, language), [])

    def commands_for(self, person: Person) -> list[Json]:
        """The command menu that a person sees in their private chat, narrowest scope first."""
        for scope in (("chat", person.id), ("all_private_chats", 0), ("default", 0)):
            for language in (person.language_code or "", ""):
                commands = self._commands.get((*scope, language))
                if commands:
                    return commands
        return []

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Keep a name or a description."""
        if len(text) > _LIMITS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        self._texts[kind, _checked_language(language)] = text

    def text(self, kind: str, language: str) -> str:
        """A name or a description in a language, else the one for every other language."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")


def _key(scope: Json | None, language: str) -> _Key:
    kind = (scope or {"type": "default"}).get("type")
    if kind in _SCOPES:
        return kind, 0, _checked_language(language)
    if kind in _CHAT_SCOPES and scope and scope.get("chat_id"):
        return kind, int(scope["chat_id"]), _checked_language(language)
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _checked_language(language: str) -> str:
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an object")
    if not re.fullmatch(rf"[a-z0-9_]{{1,{limits.COMMAND_NAME}}}", str(command.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description") or "")) <= limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
