"""Paraphrases of schedule questions for any event, with computed answers; written from how people ask."""
