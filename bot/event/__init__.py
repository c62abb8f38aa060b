"""The conference: its files, its programme and its calendar."""
