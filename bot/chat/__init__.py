"""The Telegram edge: what comes in is stored, handled in order per chat, answered through the gate."""
