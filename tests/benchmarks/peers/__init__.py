"""Echo bots made with other libraries: they answer /schedule and a tapped button with one fixed text and keyboard."""

TOKEN = "1:abcdefghijklmnopqrstuvwxyz"  # noqa: S105  a stub's
TEXT = "<b>Schedule</b>\n" + "09:00 – 10:00 Opening ceremony, Main Hall\n" * 12
KEYS = [[("Sunday 26 October", f"d:{row}{key}") for key in range(3)] for row in range(4)]
"""Label and data of each button."""
