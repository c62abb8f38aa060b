"""Everything that must reach a person: the message, the lanes, the rows, the gate and the delivery."""
