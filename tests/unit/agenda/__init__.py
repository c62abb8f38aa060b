"""Rules of stars and reminders."""
