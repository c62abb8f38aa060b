"""One language's voice: gettext messages, plurals, CLDR dates and digits, bidi isolates; all as safe HTML."""

from bot.texts.catalogs import CatalogFaults, Catalogs
from bot.texts.localized import Localized
from bot.texts.marks import msgid, msgid_as
from bot.texts.texts import Texts

__all__ = ["CatalogFaults", "Catalogs", "Localized", "Texts", "msgid", "msgid_as"]
