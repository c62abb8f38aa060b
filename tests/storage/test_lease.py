"""One instance at a time works on a database; the second waits, and a killed one holds up nobody."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.storage import lease as lease_module
from bot.storage.errors import DatabaseInUse
from bot.storage.lease import locked, take, wanted_path
from tests.databases import on_server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOOKS", "CHECKS", "ASKS"):
        monkeypatch.setattr(lease_module, name, 0.01)


async def test_the_second_is_refused_while_the_first_works(url: str) -> None:
    first = await take(url)
    with pytest.raises(DatabaseInUse, match="another running Daleel"):
        await take(url)
    await first.release()
    await (await take(url)).release()


async def test_the_second_waits_for_the_end_of_the_first(url: str) -> None:
    first = await take(url)
    waiting = asyncio.ensure_future(take(url, wait=30))
    done, _ = await asyncio.wait((waiting,), timeout=0.1)
    assert not done
    await first.release()
    async with asyncio.timeout(10):
        second = await waiting
    with pytest.raises(DatabaseInUse):
        await take(url)
    await second.release()


async def test_of_many_that_wait_one_goes_on(url: str) -> None:
    first = await take(url)
    waiting = [asyncio.ensure_future(take(url, wait=30)) for _ in range(3)]
    await first.release()
    held = 0
    while waiting:
        async with asyncio.timeout(10):
            done, rest = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 1
        held += 1
        waiting = list(rest)
        await done.pop().result().release()
    assert held == 3


async def test_a_killed_one_holds_up_nobody(url: str) -> None:
    code = "import asyncio,sys\nfrom bot.storage.lease import take\n"
    code += (
        "async def main():\n lease = await take(sys.argv[1])\n print('held', flush=True)\n await asyncio.sleep(60)\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code + "asyncio.run(main())", url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    with pytest.raises(DatabaseInUse):
        await take(url)
    process.kill()
    await process.wait()
    lease = await take(url, wait=10)
    await lease.release()


async def test_whoever_asks_for_the_file_goes_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/daleel.db"
    serving = await take(url)
    ended = asyncio.ensure_future(serving.ended())
    done, _ = await asyncio.wait((ended,), timeout=0.1)
    assert not done
    wanted = locked(wanted_path(tmp_path / "daleel.db"))
    assert wanted is not None
    async with asyncio.timeout(10):
        await ended
    await serving.release()
    with pytest.raises(DatabaseInUse):
        await take(url)
    wanted.close()
    await (await take(url)).release()


async def test_a_file_that_asks_for_nobody_any_more_stops_nobody(tmp_path: Path) -> None:
    wanted_path(tmp_path / "daleel.db").touch()
    await (await take(f"sqlite:///{tmp_path}/daleel.db")).release()


async def test_a_server_that_was_away_gives_the_lock_back(url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file has no server")
    serving = await take(url)
    ended = asyncio.ensure_future(serving.ended())
    await cut_off(url)
    async with asyncio.timeout(10):
        while not await held(url):  # noqa: ASYNC110  it is the server that is looked at
            await asyncio.sleep(0.02)
    assert not ended.done()
    ended.cancel()
    await serving.release()


async def test_a_lock_that_another_took_meanwhile_is_lost(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a file has no server")
    monkeypatch.setattr(lease_module, "FORGETS", 0.1)
    serving = await take(url)
    await cut_off(url)
    other = await take(url, wait=5)
    with pytest.raises(DatabaseInUse, match="taken over"):
        async with asyncio.timeout(10):
            await serving.ended()
    await serving.release()
    await other.release()


async def cut_off(url: str) -> None:
    """End every session of this database, as a server's restart does."""
    name = url.rsplit("/", maxsplit=1)[-1]
    await on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


async def held(url: str) -> bool:
    try:
        await (await take(url)).release()
    except DatabaseInUse:
        return True
    return False
