"""How a bot gets its updates: getUpdates and webhooks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.rehearsal.telegram import limits
from bot.rehearsal.telegram.model import Json, bad_request, conflict
from bot.rehearsal.telegram.parameters import Parameters
from bot.rehearsal.telegram.world import Webhook, World

_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_MOST_CONNECTIONS = 100


async def get_updates(world: World, parameters: Parameters) -> list[Json]:
    """Confirms what lies before ``offset``, then waits up to ``timeout`` seconds for more."""
    if world.webhook is not None:
        raise conflict(_WEBHOOK_ACTIVE)
    _allow(world, parameters)
    world.updates.confirm_before(parameters.integer("offset"))
    limit = min(max(parameters.integer("limit", limits.UPDATES_AT_ONCE), 1), limits.UPDATES_AT_ONCE)
    return await world.updates.poll(limit, min(parameters.integer("timeout"), limits.POLL_SECONDS))


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Delivers updates to an address from now on; plain HTTP only to this machine, as a local server of theirs does."""
    url = urlsplit(parameters.text("url"))
    if not url.netloc:
        return delete_webhook(world, parameters)
    if url.scheme != "https" and url.hostname not in ("127.0.0.1", "localhost"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = parameters.text("secret_token")
    if secret and not re.fullmatch(limits.SECRET_TOKEN, secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.integer("max_connections", 40)
    if not 1 <= connections <= _MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    _allow(world, parameters)
    _drop(world, parameters)
    world.webhook = Webhook(url.geturl(), secret, connections)
    world.updates.wake()
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Updates are fetched again."""
    _drop(world, parameters)
    world.webhook = None
    return True


def get_webhook_info(world: World, _: Parameters) -> Json:
    """Where updates go, and how many wait."""
    webhook = world.webhook
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if webhook is not None:
        info |= {"url": webhook.url, "max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error:
            info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _allow(world: World, parameters: Parameters) -> None:
    kinds = parameters.items("allowed_updates")
    if kinds is not None:
        # Telegram: an empty list asks for all kinds but those that must be asked for by name.
        world.updates.allowed = frozenset(map(str, kinds)) or None


def _drop(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.updates.confirm_all()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
