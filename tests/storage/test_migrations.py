"""The migrations, written by hand, build exactly what the stores declare, on every database."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database
from bot.storage.migrate import FOLDER, revisions
from bot.storage.tables import TABLES, metadata

ROOT = Path(__file__).resolve().parents[2]


def import_all_tables() -> None:
    """Every module that may declare a table: the stores, and whatever lies in bot/storage."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = path.relative_to(ROOT).with_suffix("")
        if "migrations" not in module.parts and (module.name == "store" or module.parts[1] == "storage"):
            importlib.import_module(".".join(module.parts).removesuffix(".__init__"))


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that the database itself says about its tables, but for Alembic's own."""
    found: dict[str, Any] = {}
    inspector = inspect(connection)
    for table in inspector.get_table_names():
        columns = [column | {"type": repr(column["type"])} for column in inspector.get_columns(table)]
        found[table] = {
            "columns": sorted(map(str, columns)),
            "primary key": str(inspector.get_pk_constraint(table)),
            "unique": sorted(map(str, inspector.get_unique_constraints(table))),
            "foreign keys": sorted(map(str, inspector.get_foreign_keys(table))),
        }
    found.pop("alembic_version", None)
    if connection.dialect.name == "sqlite":
        indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    rows = connection.execute(text(indexes)).all()
    found["indexes"] = sorted((name, " ".join(sql.split())) for name, sql in rows if "alembic" not in name)
    return found


async def test_they_build_what_the_stores_declare(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import_all_tables()
    # A table that no store declares: so the empty database is migrated, and not made from the stores' tables.
    monkeypatch.setattr("bot.storage.migrate.TABLES", TABLES | {"unheard_of"})
    database = await Database.open(url)
    async with database.write() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
        )
        assert differences == []
        migrated = await connection.run_sync(shape)
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        declared = await connection.run_sync(shape)
    assert migrated == declared
    await database.close()


async def test_an_empty_database_is_made_at_once_as_the_migrations_would_make_it(url: str) -> None:
    import_all_tables()
    assert metadata.tables.keys() == TABLES
    database = await Database.open(url)
    async with database.read() as connection:
        made = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        stamped = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all()
    assert sorted(made) == sorted(TABLES | {"alembic_version"})
    assert stamped == [revisions()[-1]]
    await database.close()
    again = await Database.open(url)
    await again.close()


def test_they_follow_one_another_in_the_order_of_their_names() -> None:
    script = ScriptDirectory(str(FOLDER))
    assert script.get_heads() == [revisions()[-1]]
    chain = [(revision.revision, revision.down_revision) for revision in script.walk_revisions()]
    assert list(reversed(chain)) == list(zip(revisions(), [None, *revisions()], strict=False))
