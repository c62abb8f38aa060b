"""The rehearsal: the real bot on a simulated clock and a simulated Telegram, without a token."""
