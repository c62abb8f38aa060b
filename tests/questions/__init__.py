"""Questions as attendees type them, what they expect of an event, and whether an answer is right."""
