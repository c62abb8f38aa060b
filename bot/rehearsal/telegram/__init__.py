"""A stateful fake Telegram: part of the product (rehearsal) and of the tests."""

from bot.rehearsal.telegram.fake import TOKEN, FakeTelegram
from bot.rehearsal.telegram.faults import Break, Faults, Slow
from bot.rehearsal.telegram.flood import FloodRule
from bot.rehearsal.telegram.model import Person, Upload
from bot.rehearsal.telegram.phone import Phone
from bot.rehearsal.telegram.transport import FakeRequest

__all__ = ["TOKEN", "Break", "FakeRequest", "FakeTelegram", "Faults", "FloodRule", "Person", "Phone", "Slow", "Upload"]
