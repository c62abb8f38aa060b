"""`daleel check` tells every fault of data, catalogs and settings, and ends with the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from bot.commands.check import catalog_findings
from bot.event.faults import Severity
from bot.installation import CATALOGS
from bot.semantic.embedder import installed
from bot.texts import Catalogs
from tests.unit.event.small import EVENT, PROGRAMME, SPEAKERS, write

ENGLISH = Catalogs(CATALOGS).texts("en", ZoneInfo("UTC"), "latn")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of this machine, an English system."""
    for name in [name for name in os.environ if name.startswith("DALEEL_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    code = main(["check", *words])
    return code, capsys.readouterr().out.splitlines()


def test_the_demo_event_has_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = check(capsys)
    assert code == 0, lines


def test_a_right_event(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALEEL_SEMANTIC", "off")
    assert check(capsys, "--event", str(write(tmp_path / "event"))) == (
        0,
        [
            (
                "Conference. Days: 3, halls: 2, sessions: 1, speakers: 2, places: 1, "
                "facts: 1, of them not announced yet: 0."
            ),
            "Questions are answered by their words alone: the model of meaning is switched off.",
            "Nothing else decides between several answers: there is no re-ranker.",
            "All is well: no errors, no warnings.",
        ],
    )


def test_which_parts_of_the_answers_are_active(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(write(tmp_path / "event"))
    monkeypatch.setenv("DALEEL_RERANKER_URL", "https://models.example/v1")
    monkeypatch.setenv("DALEEL_RERANKER_MODEL", "small")
    monkeypatch.setenv("DALEEL_RERANKER_KEY", "sk-secret")
    _, lines = check(capsys, "--event", folder)
    there = "by their words and by their meaning" if installed() else "the model of meaning is not installed"
    assert there in lines[1]
    assert lines[2] == "Between several answers the re-ranker small at models.example decides."
    _, lines = check(capsys, "--event", folder, "--language", "ar")
    assert lines[1].startswith("تُجاب الأسئلة بكلماتها")
    assert lines[2].startswith("عند تعدد الإجابات المحتملة يفصل بينها نموذج الترجيح")
    assert "models.example" in lines[2]
    assert "sk-secret" not in "".join(lines)


def test_errors_come_first_then_warnings_then_their_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(
        tmp_path / "event",
        event=EVENT.replace('{ar: "مؤتمر", en: "Conference"}', '{ar: "مؤتمر"}'),
        programme=PROGRAMME.replace("[main]", "[mian]"),
    )
    assert check(capsys, "--event", str(folder)) == (
        1,
        [
            "Errors:",
            f"{folder}/programme.yaml:11:13: There is no “mian” among the halls. Did you mean “main”?",
            "Warnings:",
            (
                f"{folder}/event.yaml:2:1: “name” has no text in the language “en”. "
                "Add it; until then it is shown in another language."
            ),
            "Errors: 1. Warnings: 1.",
        ],
    )


def test_only_warnings_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "event", speakers=SPEAKERS.replace(', en: "Ali"', ""))
    code, lines = check(capsys, "--event", str(folder))
    assert (code, lines[-1]) == (0, "Errors: 0. Warnings: 1.")


def test_in_arabic_by_option_or_by_the_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(write(tmp_path / "event", programme=PROGRAMME.replace("09:00", "25:00")))
    code, lines = check(capsys, "--event", folder, "--language", "ar")
    assert code == 1
    assert lines[0] == "الأخطاء:"
    assert "ليس وقتاً من اليوم" in lines[1]
    monkeypatch.setenv("LC_ALL", "ar_IQ.UTF-8")
    assert check(capsys, "--event", folder) == (code, lines)


def test_the_environment_names_the_folder_and_its_faults_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALEEL_EVENT", str(write(tmp_path / "event")))
    assert check(capsys)[1][0].startswith("Conference.")
    monkeypatch.setenv("DALEEL_TOKEN", "secret that nobody sees")
    monkeypatch.setenv("DALEEL_ORGANIZERS", "somebody")
    code, lines = check(capsys)
    assert code == 1
    assert [line.partition(":")[0] for line in lines[2:4]] == ["DALEEL_TOKEN", "DALEEL_ORGANIZERS"]
    assert "secret" not in "".join(lines)


def test_a_settings_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".env").write_bytes(b"DALEEL_TOKEN=\xff\xfe")
    code, lines = check(capsys, "--event", str(write(tmp_path / "event")))
    assert code == 1
    assert any(line.startswith(".env: ") for line in lines)


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = check(capsys, "--event", str(tmp_path / "nowhere"))
    assert (code, lines[1].split(". ")[0]) == (1, f"{tmp_path / 'nowhere'}: There is no such folder")


def test_a_language_that_the_bot_does_not_speak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "event", event=EVENT.replace("[ar, en]", "[ar, en, fr]"))
    _, lines = check(capsys, "--event", str(folder))
    assert any("The bot's own words are not translated into “fr”" in line for line in lines)


def test_the_events_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "event", lexicon__words="concepts:\n\tx: y\n", lexicon__more="concepts: [")
    code, lines = check(capsys, "--event", str(folder))
    assert code == 1
    assert [line.partition(": ")[0] for line in lines[2:4]] == [
        f"{folder}/lexicon/more.yaml:2:1",
        f"{folder}/lexicon/words.yaml:2:1",
    ]
    write(folder, lexicon__words="concept: {x: {ar: y}}\n", lexicon__more="{}")
    code, lines = check(capsys, "--event", str(folder))
    assert code == 1
    assert lines[2].startswith(f"{folder}/lexicon/words.yaml: ")


HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"

"""
FRENCH = """\
msgid "Hello, {name}"
msgstr "Bonjour"

#, fuzzy
msgid "Yes"
msgstr "Si"

msgid "No"
msgstr ""
"""
GERMAN = """\
msgid "Hello, {name}"
msgstr "Guten Tag, {name}"

msgid "Yes"
msgstr "Ja"

msgid "No"
msgstr "Nein"

msgid "Perhaps"
msgstr "Vielleicht"
"""


def test_what_catalogs_lack(tmp_path: Path) -> None:
    for language, messages in (("fr", FRENCH), ("de", GERMAN)):
        path = tmp_path / language / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True)
        path.write_text(HEADER + messages, "utf-8")
    found = list(catalog_findings(tmp_path, ENGLISH))
    french = tmp_path / "fr" / "LC_MESSAGES" / "bot.po"
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert [finding.line for finding in found] == [
        f"{french}: The message “Perhaps” is missing here. Add it with its translation.",
        f"{french}:7:1: The translation of “Hello, {{name}}” leaves out a value in braces. Add it.",
        f"{french}:11:1: The translation of “Yes” is marked “fuzzy” and not used. Look at it, delete the mark.",
        f"{french}:14:1: The message “No” has no translation. Write it.",
    ]


def test_a_broken_catalog_is_told_before_all_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ar" / "LC_MESSAGES" / "bot.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Hello, {name}"\nmsgstr "{nobody}"\n', "utf-8")
    monkeypatch.setattr("bot.commands.options.CATALOGS", tmp_path)
    code, lines = check(capsys)
    assert code == 1
    assert [line.startswith(f"{path}:") for line in lines] == [True]


def test_the_catalogs_of_the_bot_lack_nothing() -> None:
    assert list(catalog_findings(CATALOGS, ENGLISH)) == []


@pytest.mark.slow
def test_a_closed_pipe_and_a_terminal_without_arabic_are_no_error(tmp_path: Path) -> None:
    folder = write(tmp_path / "event", programme=PROGRAMME.replace("09:00", "25:00"))
    command = f"{sys.executable} -m bot check --language ar --event {folder}"
    environment = {**os.environ, "PYTHONPATH": str(CATALOGS.parent), "PYTHONIOENCODING": "ascii"}
    for line in (command, f"{command} | true"):
        run = subprocess.run(line, shell=True, capture_output=True, check=False, env=environment)  # noqa: S602
        assert b"Traceback" not in run.stdout + run.stderr
