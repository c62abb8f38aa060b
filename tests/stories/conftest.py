"""``story``: the bot on the demo event's first morning; ``event_folder`` and ``starts_at`` can be overridden."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.installation import DEMO_EVENT
from tests.story import Story, migrated_database, telling


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database; each story has a copy."""
    return asyncio.run(migrated_database(tmp_path_factory.mktemp("migrated") / "empty.db"))


@pytest.fixture
def event_folder() -> Path:
    return DEMO_EVENT


@pytest.fixture
def starts_at() -> datetime | None:
    """None: half an hour before the first session."""
    return None


@pytest.fixture
async def story(tmp_path: Path, migrated: Path, event_folder: Path, starts_at: datetime | None) -> AsyncIterator[Story]:
    async with telling(tmp_path / "story.db", event_folder, starts_at, migrated=migrated) as told:
        yield told
