"""These tests run on every database."""

from tests.databases import url

__all__ = ["url"]
