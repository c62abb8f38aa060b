"""One file a step, NNNN_name.py, in the order of their numbers."""
