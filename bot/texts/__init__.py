"""One language's voice: gettext messages, plurals, CLDR dates and digits, bidi isolates; all as safe HTML."""

from bot.texts.catalogs import Catalogs
from bot.texts.localized import Localized
from bot.texts.texts import Texts

__all__ = ["Catalogs", "Localized", "Texts"]
