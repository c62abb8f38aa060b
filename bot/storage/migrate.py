"""Brings a database to the form that this version of the code needs, in the transaction that it is given."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.storage.errors import DatabaseNewer, DatabaseOlder
from bot.storage.tables import TABLES, metadata

FOLDER = Path(__file__).with_name("migrations")
_LOCK = 0xDA1EE1
"""PostgreSQL's advisory lock under which two instances that start together migrate one after the other."""


def revisions() -> list[str]:
    """All revisions in order; a revision is called as its file, NNNN_name."""
    return sorted(file.stem for file in (FOLDER / "versions").glob("[0-9]*.py"))


def migrate(connection: Connection, where: str) -> None:
    """Run what is missing. Raises ``DatabaseNewer`` when the database knows a revision that we do not."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    known, present = revisions(), _present(connection)
    if unknown := ", ".join(sorted(present - set(known))):
        raise DatabaseNewer(f"{where} was written by a newer Daleel ({unknown}): update Daleel, or restore a backup.")
    if present == {known[-1]}:
        return
    if inspect(connection).get_table_names() or not metadata.tables.keys() >= TABLES:
        _upgrade(connection)
    else:
        _create(connection, known[-1])


def check(connection: Connection, where: str) -> None:
    """Raise ``DatabaseNewer`` or ``DatabaseOlder`` when this database is not as this version needs it."""
    known, present = revisions(), _present(connection)
    if unknown := ", ".join(sorted(present - set(known))):
        raise DatabaseNewer(f"{where} was written by a newer Daleel ({unknown}): update Daleel, or restore a backup.")
    if present != {known[-1]}:
        raise DatabaseOlder(f"{where} was written by an older Daleel: `daleel run` brings it up to date.")


def _present(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _create(connection: Connection, revision: str) -> None:
    """Make an empty database as the stores declare it, which a test holds equal to what the migrations build.

    It spares the first start Alembic, a third of a second and ten megabytes.
    """
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def _upgrade(connection: Connection) -> None:
    # Imported only when there is something to do: it takes a third of a second and ten megabytes.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
