"""The held-out exam: two invented events and questions about them. Nobody tunes the engine on these files."""
