"""rota init: the starter, one's own people, one's own past; every unreadable cell named, nothing half done."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import shift
from rota.domain.clock import hhmm
from rota.files.repository import Repository
from rota.work.init import starter
from rota.work.init.blocks import join, split
from rota.work.init.values import as_day, as_length, as_share, as_times, as_weekdays
from tests.cli_helpers import TINY, rota

PEOPLE = """\
ID;Name;E-Mail;Team;Contract;Home;Skills;From;FTE;Leader;Salary
A101;Zoë Ash;z@example.org;Team 1;full-time;Phones;phones,cash;;;yes;1
A102;Bo Lee;;Team 1;part-time;phones;;01/09/2026;0,6;;
A103;Cy Orr;;Team Two;full-time;benefits;;;;;
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def test_the_starter_is_a_repository_that_passes(tmp_path):
    ran = rota("init", tmp_path / "new")
    assert ran.code == 0, ran.err
    root = tmp_path / "new"
    assert (root / ".gitattributes").read_text() == "* text=auto eol=lf\n"
    assert "names.toml" in (root / ".gitignore").read_text().splitlines()
    for name in ("centre", "people", "rules", "demand", "history", "names"):
        assert (root / f"{name}.toml").read_text().startswith(f"#:schema ./schemas/{name}.schema.json\n")
        assert (root / "schemas" / f"{name}.schema.json").is_file()
    assert rota("check", "--repo", root).code == 0


def test_the_starter_says_what_the_example_says(tmp_path):
    rota("init", tmp_path / "new")
    made, example = Repository.open(tmp_path / "new"), Repository.open(TINY)
    assert made.input_digest() == example.input_digest()
    assert made.names == example.names


def test_the_wheel_carries_the_example_to_where_the_starter_is_looked_for():
    project = tomllib.loads((TINY.parents[1] / "pyproject.toml").read_text())
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert Path(carried["examples/tiny"]) == Path("rota", *starter.INSTALLED.parts[-2:])


def test_a_folder_with_a_repository_or_our_files_is_refused(tmp_path):
    rota("init", tmp_path / "new")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ran = rota("init", tmp_path / "new")
    assert (ran.code, ran.err) == (
        2,
        f"rota: {tmp_path / 'new'} has a rota repository already (centre.toml); choose another folder\n",
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    other = tmp_path / "other"
    other.mkdir()
    (other / "people.toml").write_text("mine")
    ran = rota("init", other)
    assert ran.code == 2
    assert "has people.toml already" in ran.err
    assert [path.name for path in other.iterdir()] == ["people.toml"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_ones_own_people_make_a_repository_that_passes(tmp_path, encoding):
    sheet = write(tmp_path / "people.csv", PEOPLE, encoding)
    root = tmp_path / "new"
    ran = rota("init", root, "--people", sheet)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines() == [
        f"Note: {sheet}: columns that nobody reads: salary",
        'Note: team team-two has no leader; add leader = "ID" to it in centre.toml',
        "Note: service cash was given the hours of phones; correct them in centre.toml",
        "Note: service benefits was given the hours of phones; correct them in centre.toml",
        "Note: contract part-time was declared as 0.6 FTE, 24:00 hours on 3 days a week; correct it in centre.toml",
        "Note: demand.toml still asks for the example's headcount; write your own into it",
        "Note: nothing is known of the past, so rules that look back say unknown; --rota past.csv adds it",
        f"Next: cd {root}; read centre.toml and make it yours, then: git init; rota check; rota plan MONTH",
    ]
    repo = Repository.open(root)
    assert [(agent.id, agent.team, agent.home, agent.skills) for agent in repo.people.agent] == [
        ("a101", "team-1", "phones", ("phones", "cash")),
        ("a102", "team-1", "phones", ("phones",)),
        ("a103", "team-two", "benefits", ("benefits",)),
    ]
    assert repo.people.agent[1].from_ == date(2026, 9, 1)
    assert [(team.id, team.name, team.leader) for team in repo.centre.team] == [
        ("team-1", "Team 1", "a101"),
        ("team-two", "Team Two", None),
    ]
    part_time = next(contract for contract in repo.centre.contract if contract.id == "part-time")
    assert (str(part_time.fte), hhmm(part_time.hours), part_time.days) == ("3/5", "24:00", 3)
    assert (repo.names["a101"].name, repo.names["a101"].email) == ("Zoë Ash", "z@example.org")
    assert not repo.wishes
    assert not repo.leave
    assert rota("check", "--repo", root).code == 0


def test_people_of_two_employers(tmp_path):
    text = "id,team,contract,home,employer\nb1,x,full-time,phones,trust\nb2,x,full-time,phones,council\n"
    root = tmp_path / "new"
    ran = rota("init", root, "--people", write(tmp_path / "people.csv", text))
    assert ran.code == 0, ran.err
    assert {agent.employer for agent in Repository.open(root).people.agent} == {"trust", "council"}


def test_every_cell_about_people_that_cannot_be_read_is_named_and_nothing_written(tmp_path):
    text = (
        "id,team,home,contract,from,fte,until\n"
        "A1,,phones,ft,2026-99-01,2,\n"
        "A1,t,phones,ft,2026-05-01,,2026-04-01\n"
        "###,t,,ft,,,\n"
    )
    sheet = write(tmp_path / "people.csv", text)
    ran = rota("init", tmp_path / "new", "--people", sheet)
    id = "an id of at most 32 letters, digits and hyphens"
    expected = [
        'row 2, column from: "2026-99-01"; expected a day such as 2026-12-01 or 01/12/2026',
        f"row 2, column team: empty; expected {id}",
        'row 2, column fte: "2"; expected a share of full time, more than 0 and at most 1, such as 0.6',
        'row 3, column until: "2026-04-01"; expected a day from 2026-05-01 on',
        'row 3, column id: "A1"; expected an id of its own; row 2 has the same',
        f"row 4, column home: empty; expected {id}",
        f'row 4, column id: "###"; expected {id}',
    ]
    assert (ran.code, ran.out) == (2, "")
    assert sorted(ran.err.splitlines()) == sorted(f"rota: {sheet}: {line}" for line in expected)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "id,team,home\na,b,c\n",
            "row 1: no column contract; the columns are id, team, contract, home, name,",
        ),
        ("id,team,team\na,b,c\n", 'row 1: there are two columns "team"; leave one'),
        ("id,team,contract,home\n", "there is no row below the header row"),
        (
            "id,team,contract,home\na,b\u202ec,full-time,phones\n",
            'column team: "bc"; expected no control characters',
        ),
    ],
)
def test_sheets_that_are_none(tmp_path, text, message):
    ran = rota("init", tmp_path / "new", "--people", write(tmp_path / "people.csv", text))
    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / "new").exists()


PAST = """\
Agent;Date;Cell
a1;02/11/2026;8.30-16.30
a1;03/11/2026;late phones
a1;04/11/2026;LR
a1;06/11/2026;TOIL
a1;07/11/2026;S
a2;2026-11-02;sick
a2;2026-11-29;off
a2;2026-12-01;L
"""


def test_past_months_become_rotas_and_balances(tmp_path):
    root = tmp_path / "new"
    ran = rota("init", root, "--rota", write(tmp_path / "past.csv", PAST))
    assert ran.code == 0, ran.err
    assert "Note: days after 2026-11-29 belong to 2026-12; they were left out" in ran.err
    repo = Repository.open(root)
    november = repo.rotas("town-hall")["2026-11"]
    cells = november.cells["a1"]
    assert [str(cells[date(2026, 11, day)]) for day in range(2, 9)] == [
        "early phones",
        "late phones",
        "late reception",
        "off",
        "lieu",
        "saturday phones",
        "off",
    ]
    assert str(november.cells["a2"][date(2026, 11, 2)]) == "absent"
    assert (repo.history.since, repo.history.as_of) == (date(2026, 11, 2), date(2026, 11, 29))
    balance = repo.history.of("a1")
    # A Saturday of seven hours earned, a lieu day of eight taken: one hour is owed.
    assert (balance.saturdays, balance.lates, balance.lieu) == ((date(2026, 11, 7),), 2, -60)
    assert repo.history.of("a2").lates == 0


def test_a_grid_of_past_cells_reads_like_a_list(tmp_path):
    days = [date(2026, 11, 2 + offset) for offset in range(28)]
    header = "Agent,Name," + ",".join(f"{day:%d/%m/%Y}" for day in days)
    row = "a2,Ben," + ",".join("E" if day.weekday() < 5 else "" for day in days)
    root = tmp_path / "new"
    ran = rota("init", root, "--rota", write(tmp_path / "grid.csv", f"{header}\n{row}\n"))
    assert ran.code == 0, ran.err
    home = next(agent.home for agent in Repository.open(root).people.agent if agent.id == "a2")
    cells = Repository.open(root).rotas("town-hall")["2026-11"].cells["a2"]
    assert {cell for day, cell in cells.items() if day.weekday() < 5} == {shift("early", home)}
    assert {str(cell) for day, cell in cells.items() if day.weekday() > 4} == {"off"}


def test_every_past_cell_that_cannot_be_read_is_named_in_all_sheets(tmp_path):
    grid = write(tmp_path / "grid.csv", "agent,2026-11-02,03/11/2026,31/11/2026\na1,E,8.15-16.30,x\na9,,L,\n")
    long = write(tmp_path / "long.csv", "agent,date,cell\na1,2026-11-02,E\na1,2026-11-02,L\na1,32/1/2026,E\n")
    ran = rota("init", tmp_path / "new", "--rota", grid, "--rota", long)
    shifts = "E or 08:30-16:30, M or 09:00-17:00, L or 10:00-18:00"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f'{grid}:1:4: DATA12 D1: "31/11/2026" is no day',
        "  Next: write it as 2026-12-01 or 01/12/2026",
        f'{grid}:2:3: DATA17 C2: "8.15-16.30" of a1 on Tue 3 Nov is no cell',
        f'  Next: {shifts}, or off, lieu, leave, absent, training, closed, or "PATTERN SERVICE"',
        f'{grid}:3:1: DATA09 A3: "a9" is no agent',
        "  Next: there are a1, a2, a3, a4, a5, a6",
        f'{long}:3:3: DATA23 C3: "L" of a1 on Mon 2 Nov, but B2 of {grid} says "E"',
        f"  See also {grid}:2:2",
        "  Next: leave one of the two",
        f'{long}:4:2: DATA12 B4: "32/1/2026" is no day',
        "  Next: write it as 2026-12-01 or 01/12/2026",
    ]
    assert not (tmp_path / "new").exists()


def test_less_than_a_month_counts_in_the_balances_only(tmp_path):
    root = tmp_path / "new"
    text = "agent,date,cell\na1,2026-11-10,L\na1,2026-11-11,L\n"
    ran = rota("init", root, "--rota", write(tmp_path / "past.csv", text))
    assert ran.code == 0
    assert "Note: the past rotas cover no whole month (2026-11 runs from 2026-11-02 to 2026-11-29)" in ran.err
    repo = Repository.open(root)
    assert not repo.rotas("town-hall")
    assert repo.history.of("a1").lates == 2


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    from rota.files.write import create_file
    from rota.work.init import create

    def fail(root, file, text):
        if file == "people.toml":
            raise PermissionError(13, "Permission denied", file)
        create_file(root, file, text)

    monkeypatch.setattr(create, "create_file", fail)
    ran = rota("init", tmp_path / "new")
    assert (ran.code, ran.err) == (2, "rota: people.toml: Permission denied\n")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_blocks_join_to_the_text_they_came_from():
    text = (TINY / "centre.toml").read_text()
    assert join(split(text)) == text
    assert [block.id for block in split(text) if block.table == "pattern"] == [
        pattern["id"] for pattern in tomllib.loads(text)["pattern"]
    ]


def test_values_as_people_type_them():
    assert as_day("1.12.2026") == as_day("2026-12-01") == as_day("01/12/2026") == date(2026, 12, 1)
    assert as_day("31/02/2026") is None
    assert as_times("8.30-16.30") == as_times("08:30 to 16:30") == (510, 990)
    assert as_times("9-17") == (540, 1020)
    assert as_times("17-9") is None
    assert [str(as_share(text)) for text in ("0,6", "60%", "1")] == ["3/5", "3/5", "1"]
    assert as_share("1.2") is None
    assert as_length("37:30") == as_length("37.5") == 2250
    assert [str(day) for day in as_weekdays("Wednesday;mon") or ()] == ["mon", "wed"]
    assert as_weekdays("someday") is None
