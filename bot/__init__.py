"""Daleel (دليل): the Telegram bot that a conference's attendees rely on."""
