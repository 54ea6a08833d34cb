"""rota wish import: a sheet of wishes, all of it or nothing."""

import re
import tomllib

import pytest

from tests.cli_helpers import LEADER, rota, tiny

NOW = {"ROTA_NOW": "2026-10-05T09:00:00+00:00"}
GOOD = """\
Agent,Kind,Value,From,Until,Strong,Remark
a6,pattern,early,2026-12-14,2026-12-18,yes,
a5,Day off,,16/12/2026,,no,please
a5,saturday-off,,2026-12-19,,,
a3,service,Phones,2026-12-07,2026-12-11,x,
"""


@pytest.fixture
def repo(tmp_path):
    root = tiny(tmp_path)
    for path in (root / "wishes").iterdir():
        path.unlink()
    return root


def sheet(repo, text: str):
    path = repo.parent / "wishes.csv"
    path.write_text(text)
    return path


def without_ids(text: str) -> str:
    return re.sub(r"w[0-9a-f]{10}", "ID", text)


def test_a_sheet_of_wishes_is_added_once(repo):
    path = sheet(repo, GOOD)
    ran = rota("wish", "import", path, "--as", LEADER, "--repo", repo, **NOW)
    assert (ran.code, without_ids(ran.out), ran.err) == (
        0,
        "a6 ID: early, 2026-12-14 to 2026-12-18 (strong), from a file, by a3\n"
        "a5 ID: day off, 2026-12-16 (mild), from a file, by a3\n"
        "a5 ID: saturday off, 2026-12-19 (mild), from a file, by a3\n"
        "a3 ID: phones, 2026-12-07 to 2026-12-11 (strong)\n",
        "Columns that nothing reads: remark.\nAdded 4; 0 stood there already.\n",
    )
    own = tomllib.loads((repo / "wishes/a3.toml").read_text())["wish"][0]
    assert (own["by"], own.get("means")) == ("a3", None)
    before = {path.name: path.read_bytes() for path in (repo / "wishes").iterdir()}
    again = rota("wish", "import", path, "--as", LEADER, "--means", "paper", "--repo", repo, **NOW)
    assert (again.code, again.out, again.err.splitlines()[-1]) == (0, "", "Added 0; 4 stood there already.")
    assert {path.name: path.read_bytes() for path in (repo / "wishes").iterdir()} == before


def test_a_wish_that_stands_twice_in_the_sheet_is_added_once(repo):
    path = sheet(repo, "agent;kind;from\na6;day-off;2026-12-14\na6;day-off;2026-12-14\n")
    ran = rota("wish", "import", path, "--as", LEADER, "--repo", repo, **NOW)
    assert ran.err == "Added 1; 1 stood there already.\n"


def test_every_cell_that_cannot_be_read_is_named_and_nothing_written(repo):
    path = sheet(
        repo,
        "agent,kind,value,from,until,strong\n"
        "a6,pattern,early,2026-12-14,2026-12-18,yes\n"
        "a9,day-off,,2026-12-14,,\n"
        "a6,holiday,,14 Dec,,maybe\n"
        "a6,pattern,lat,2026-12-14,2026-12-32,\n"
        "a6,pattern,lat,2026-12-14,,\n"
        "a6,day-off,early,2026-12-14,,\n"
        "a6,day-off,,2026-12-14,2026-12-01,\n"
        "a6,service,,2026-12-14,,\n",
    )
    ran = rota("wish", "import", path, "--as", LEADER, "--repo", repo, **NOW)
    day = "a day such as 2026-12-01 or 01/12/2026"
    expected = [
        'row 3, column agent: "a9"; expected the id of an agent in people.toml',
        'row 4, column kind: "holiday"; expected one of pattern, service, day-off, saturday-off',
        f'row 4, column from: "14 Dec"; expected {day}',
        'row 4, column strong: "maybe"; expected yes or no',
        f'row 5, column until: "2026-12-32"; expected {day}',
        'row 6, column value: "lat"; expected a pattern: no pattern is named "lat"; did you mean "late"?',
        'row 7, column value: "early"; expected nothing, since kind is day-off',
        'row 8, column until: "2026-12-01"; expected a later day: '
        "until 2026-12-01 is before from 2026-12-14; swap them",
        'row 9, column value: empty; expected a service: no service is named ""; there are phones, reception',
    ]
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [f"rota: {path}: {line}" for line in expected]
    assert not list((repo / "wishes").iterdir())


def test_a_sheet_without_the_columns_says_which(repo):
    ran = rota("wish", "import", sheet(repo, "who,what\na6,x\n"), "--as", LEADER, "--repo", repo)
    assert ran.err == (
        f"rota: {repo.parent / 'wishes.csv'}: row 1: no column agent, kind, from; "
        "the columns are agent, kind, from, value, until, strong\n"
    )


def test_rows_of_others_are_for_their_leader(repo):
    path = sheet(repo, GOOD)
    ran = rota("wish", "import", path, "--as", "a6", "--repo", repo, **NOW)
    assert ran.code == 2
    assert (
        f'{path}: row 3, column agent: "a5"; expected an agent whom you may act for: '
        "a6 may not act for a5; that is for a5, or for a3 or a1, who may enter it for them"
    ) in ran.err
    own = sheet(repo, "agent,kind,from\nA6,day-off,2026-12-14\n")
    ran = rota("wish", "import", own, "--as", "a6", "--repo", repo, **NOW)
    assert without_ids(ran.out) == "a6 ID: day off, 2026-12-14 (mild)\n"
