"""A process whose database is taken from under it; run by test_database_fails.py, with the fault and the path."""

import asyncio
import os
import resource
import sqlite3
import sys
from pathlib import Path

from bot.attendees.model import Attendee
from bot.attendees.store import Attendees
from bot.storage.database import Database
from bot.storage.errors import DatabaseFault

NOBODY = 65534


async def full(path: Path) -> list[str]:
    """A limit on the size of files stands for a full disk: write until it is hit, make room, write on."""
    database = await Database.open(f"sqlite:///{path}")
    attendees = await Attendees.load(database)
    said, stored = [], 0
    size = sum(file.stat().st_size for file in path.parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
    try:
        for stored in range(100_000):
            await attendees.save(Attendee(stored, name="a name of some length " * 10))
    except DatabaseFault as fault:
        said.append(f"{type(fault).__name__}: {fault}")
    said.append(f"known {attendees.get(stored) is not None}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await attendees.save(Attendee(stored))
    await database.close()
    database = await Database.open(f"sqlite:///{path}")
    kept = {attendee.id for attendee in (await Attendees.load(database)).everyone()}
    said.append(f"kept all {kept == set(range(stored + 1))}")
    await database.close()
    with sqlite3.connect(path) as connection:
        said.append(*connection.execute("PRAGMA integrity_check").fetchone())
    connection.close()
    return said


async def read_only(path: Path) -> list[str]:
    """The file and its folder belong to somebody else; root would not notice, so we become nobody."""
    database = await Database.open(f"sqlite:///{path}")
    await (await Attendees.load(database)).save(Attendee(1))
    await database.close()
    os.chmod(path, 0o444)  # noqa: PTH101
    os.chmod(path.parent, 0o555)  # noqa: PTH101, S103
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        database = await Database.open(f"sqlite:///{path}")
        await (await Attendees.load(database)).save(Attendee(2))
    except DatabaseFault as fault:
        return [f"{type(fault).__name__}: {fault}"]
    return ["no fault"]


if __name__ == "__main__":
    print(*asyncio.run({"full": full, "read_only": read_only}[sys.argv[1]](Path(sys.argv[2]))), sep="\n")  # noqa: T201
