"""The chat edge, part by part."""
