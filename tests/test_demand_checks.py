"""What `rota check` says of calls: how many is not known, private words in sheets, copies of them, and what a change is held against."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rota.files.codes import Code
from rota.files.repository import Repository
from rota.work.check import report
from rota.work.privacy.find import private_words
from rota.work.wanted import How, Wanted
from rota.work.whole.strays import stray_files
from tests.cli_helpers import rota
from tests.demand_world import MONDAY, SHEET, put, rows_of, sheet, week, with_calls
from tests.files_world import change

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_calls(tmp_path)


def said(root: Path, **wanted: str) -> list[tuple[str, str, str, bool]]:
    """Place, level, message of every finding about calls that nothing says the number of, and whether it is unknown."""
    found = report(root, Wanted(**wanted), How())
    return [
        (str(finding.place), str(finding.level.value), finding.message, finding.unknown)
        for section in found.sections
        for finding in section.findings
        if finding.code == Code.NO_VOLUMES
    ]


def test_days_on_which_nothing_says_how_many_calls_come_are_unknown(root: Path) -> None:
    missing = (
        "demand.toml:14:1",
        "must",
        "how many calls come to phones is not known on 5 of 24 open days, from Sat 5 Dec on, "
        "so nobody can say whether they are answered in time",
        True,
    )
    assert said(root) == [missing]
    assert said(root, month="2026-12") == [missing]
    saturday = '[[calls.day]]\nweekdays = ["sat"]\nstart = "09:00"\ncalls = [5, 5]\n\n[[event]]'
    change(root, "demand.toml", "[[event]]", saturday)
    assert said(root) == []


def test_calls_of_which_nothing_is_said_at_all_are_found_without_a_rota(root: Path) -> None:
    (root / SHEET).unlink()
    text = (root / "demand.toml").read_text()
    profile = text[text.index("[[calls.day]]") : text.index("[[event]]")]
    put(root, "demand.toml", text.replace(profile, ""))
    shutil.rmtree(root / "rotas")
    assert said(root) == [
        (
            "demand.toml:14:1",
            "should",
            "phones answers calls, and nothing says how many to expect: no [[calls.day]], and no file in demand/",
            False,
        )
    ]
    put(root, SHEET, sheet(week()))
    assert said(root) == []


@pytest.mark.parametrize("file", [SHEET, "demand/history/phones.csv"])
def test_remarks_in_sheets_are_looked_through(root: Path, file: str) -> None:
    put(root, file, f"# bob has been off sick\n{sheet(week())}# ring 07700 900123\n")
    assert [(f.code, str(f.place)) for f in private_words(root)] == [
        ("PRIV01", f"{file}:1:20"),
        ("PRIV06", f"{file}:98:8"),
    ]


def test_rows_are_no_words_but_a_service_is_one(root: Path) -> None:
    put(root, SHEET, sheet(week()))
    assert list(private_words(root)) == []
    rows = [f"{MONDAY},08:30,depression,3", f"{MONDAY},09:00,phones,3"]
    put(root, "demand/history/all.csv", sheet(rows, "date,start,service,calls"))
    assert [(f.code, f.place.line) for f in private_words(root) if f.place] == [("PRIV01", 2)]


def test_copies_of_sheets_are_found(root: Path) -> None:
    for name in ("demand/history/phones (1).csv", "demand/history/phones - Copy.csv"):
        put(root, name, sheet(rows_of(MONDAY)))
    put(root, "sheets/phones (1).csv", "kept elsewhere")
    assert [(f.code, str(f.place)) for f in stray_files(Repository.open(root))] == [
        ("DATA26", "demand/history/phones (1).csv"),
        ("DATA26", "demand/history/phones - Copy.csv"),
    ]


def test_a_change_is_held_against_the_calls_that_were_listed_then(root: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "before")
    put(root, SHEET, sheet(week()).replace(",12\n", ",13\n"))
    git("commit", "-q", "-a", "-m", "after")
    ran = rota("check", "--repo", root, "--since", "HEAD~1", ROTA_NOW="2026-11-16")
    assert "AUDIT19" not in ran.out + ran.err
    assert ran.code in {0, 1}


def test_the_script_makes_the_same_call_history_again(tmp_path: Path) -> None:
    script = EXAMPLES / "generate_b_town_calls.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = (tmp_path / "demand/history/phones.csv").read_bytes()
    assert made == (EXAMPLES / "b-town/demand/history/phones.csv").read_bytes()


def test_the_forecast_of_the_example_is_the_one_that_its_history_gives(tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLES / "b-town", tmp_path / "b-town")
    ran = rota("demand", "forecast", "2026-07", "--repo", root)
    assert (ran.code, ran.err) == (0, "demand/2026-07.csv says that already; nothing was written.\n")
    assert "level and trend, weekday, half hour (1)       13.9%   4.2%  kept\n" in ran.out
    assert "same weekday last week                        25.5%  16.5%\n" in ran.out
