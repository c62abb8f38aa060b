"""Who writes to us: Attendee, its table, and everybody in memory."""
