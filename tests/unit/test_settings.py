"""Settings from the environment and .env: right ones are taken, wrong ones told all at once, secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.installation import DEMO_EVENT
from bot.settings import Settings, SettingsFault, load

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz_-"  # noqa: S105
NOTHING = Path("/nonexistent/.env")


def test_without_any_the_demo_event_is_served_from_a_file_here() -> None:
    settings = load({}, NOTHING)
    assert settings == Settings()
    assert (settings.token, settings.event) == (None, DEMO_EVENT)
    assert settings.database_url == "sqlite+aiosqlite:///daleel.db"
    assert settings.api_url == "https://api.telegram.org"


def test_all_of_them(tmp_path: Path) -> None:
    settings = load(
        {
            "DALEEL_TOKEN": f" {TOKEN} ",
            "DALEEL_EVENT": str(tmp_path),
            "DALEEL_DATABASE_URL": "postgresql://bot:secret@host/daleel",
            "DALEEL_API_URL": "http://127.0.0.1:8081/",
            "DALEEL_ORGANIZERS": "501, 502 503",
            "DALEEL_LANGUAGE": "ar",
            "DALEEL_RATE_TOTAL": "25.5",
            "DALEEL_RATE_CHAT": "0.5",
            "DALEEL_RATE_CHAT_BURST": "3",
            "DALEEL_RATE_GROUP": "10",
            "DALEEL_PARALLEL": "64",
            "DALEEL_SEMANTIC": "off",
            "DALEEL_CACHE": "/var/cache/daleel",
            "DALEEL_RERANKER_URL": "https://models.example/v1/",
            "DALEEL_RERANKER_MODEL": "small",
            "DALEEL_RERANKER_KEY": "sk-secret",
            "DALEEL_LOG_FORMAT": "JSON",
            "DALEEL_LOG_LEVEL": "debug",
            "PATH": "/usr/bin",
        },
        NOTHING,
    )
    assert settings == Settings(
        token=TOKEN,
        event=tmp_path,
        database_url="postgresql://bot:secret@host/daleel",
        api_url="http://127.0.0.1:8081",
        organizers=frozenset({501, 502, 503}),
        language="ar",
        rate_total=25.5,
        rate_chat=0.5,
        rate_chat_burst=3,
        rate_group=10.0,
        parallel=64,
        semantic="off",
        cache=Path("/var/cache/daleel"),
        reranker_url="https://models.example/v1",
        reranker_model="small",
        reranker_key="sk-secret",
        log_format="json",
        log_level="debug",
    )


def test_the_environment_wins_over_the_file_and_an_empty_value_is_none(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# ours\nDALEEL_TOKEN={TOKEN}\nexport DALEEL_LANGUAGE='ar'\nDALEEL_RATE_TOTAL=20\n")
    assert load({}, file).token == TOKEN
    settings = load({"DALEEL_RATE_TOTAL": "10", "DALEEL_LANGUAGE": ""}, file)
    assert (settings.rate_total, settings.language) == (10.0, None)


def test_every_fault_is_told_at_once_in_plain_words() -> None:
    with pytest.raises(SettingsFault) as caught:
        load(
            {
                "DALEEL_TOKEN": "my-secret",
                "DALEEL_EVENT": "/no/such/folder",
                "DALEEL_DATABASE_URL": "daleel.db",
                "DALEEL_API_URL": "api.telegram.org",
                "DALEEL_ORGANIZERS": "@zainab, 501, ٥٠٢",
                "DALEEL_LANGUAGE": "arabic",
                "DALEEL_RATE_TOTAL": "nan",
                "DALEEL_RATE_CHAT": "0",
                "DALEEL_RATE_CHAT_BURST": "1.5",
                "DALEEL_RATE_GROUP": "many",
                "DALEEL_PARALLEL": "-1",
                "DALEEL_LOG_FORMAT": "xml",
                "DALEEL_LOG_LEVEL": "all",
                "DALEEL_TOKN": "x",
            },
            NOTHING,
        )
    names = [fault.split(":")[0].removeprefix("DALEEL_") for fault in caught.value.faults]
    assert names == [
        *("TOKEN", "EVENT", "DATABASE_URL", "API_URL", "ORGANIZERS", "LANGUAGE", "RATE_TOTAL", "RATE_CHAT"),
        *("RATE_CHAT_BURST", "RATE_GROUP", "PARALLEL", "LOG_FORMAT", "LOG_LEVEL", "TOKN"),
    ]
    assert "my-secret" not in str(caught.value)
    assert "@zainab, ٥٠٢" in str(caught.value)
    assert "did you mean DALEEL_TOKEN?" in caught.value.faults[-1]


def test_a_re_ranker_has_an_address_and_a_model() -> None:
    for alone in ("DALEEL_RERANKER_URL", "DALEEL_RERANKER_MODEL"):
        with pytest.raises(SettingsFault) as caught:
            load({alone: "https://models.example/v1"}, NOTHING)
        assert len(caught.value.faults) == 1
    with pytest.raises(SettingsFault) as caught:
        load({"DALEEL_RERANKER_KEY": "my secret", "DALEEL_CACHE": "here"}, NOTHING)
    assert len(caught.value.faults) == 2
    assert "my secret" not in str(caught.value)


def test_a_secret_is_not_shown() -> None:
    assert "sk-secret" not in repr(Settings(reranker_key="sk-secret"))
    settings = Settings(token=TOKEN, database_url="postgresql://bot:secret@host/daleel")
    assert TOKEN not in repr(settings)
    assert "secret" not in repr(settings)
    assert settings.shown_token == "123456789:…"  # noqa: S105


def test_every_line_of_the_file_that_is_no_setting_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DALEEL_TOKEN 123456:abc\nDALEEL_LANGUAGE=ar\n=nothing\n", "utf-8")
    with pytest.raises(SettingsFault) as fault:
        load({}, file)
    assert fault.value.faults == (
        f"{file}, line 1: this is no setting. Write it as NAME=value",
        f"{file}, line 3: this is no setting. Write it as NAME=value",
    )
