"""rota leave import: a sheet of requests, all or none, and again without doubling."""

import pytest

from rota.files import matters
from rota.files.repository import Repository
from tests.leave_world import FREE, World


@pytest.fixture
def world(tmp_path):
    return World(tmp_path, FREE)


def sheet(world: World, text: str):
    file = world.root.parent / "leave.csv"
    file.write_text(text)
    return file


GOOD = """Agent,From,Until,Half,Remarks
a2,2027-02-08,2027-02-10,,
A4,09/02/2027,,Morning,
a3,2027-02-16,,,
"""


def test_each_row_becomes_a_request_of_its_own(world):
    ran = world.leave("import", sheet(world, GOOD), "--means", "paper")
    assert ran.code == 0
    rows = [line.split(" ", 1) for line in ran.out.splitlines()]
    assert [words for _, words in rows] == [
        *("a2 from 2027-02-08 until 2027-02-10", "a4 on the morning of 2027-02-09", "a3 on 2027-02-16"),
    ]
    assert ran.err == (
        "Columns that nothing reads: remarks.\nAsked for 3; 0 stood there already. See: rota leave list\n"
    )
    chains = {chain.id: chain.events for chain in Repository.open(world.root).leave_chains}
    said = [(event.agent, event.by, event.for_, event.means) for id, _ in rows for event in chains[id]]
    assert said == [("a2", "a3", "a2", "paper"), ("a4", "a3", "a4", "paper"), ("a3", "a3", None, None)]


def test_a_sheet_that_was_cut_short_is_imported_again_without_doubling(world, monkeypatch):
    file, written = sheet(world, GOOD), []
    begin = matters.begin

    def cut(*args):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(begin(*args))
        return written[-1]

    with monkeypatch.context() as patch:
        patch.setattr(matters, "begin", cut)
        assert world.leave("import", file).code == 2
    assert {leave.id for leave in Repository.open(world.root).leave} == set(written)
    ran = world.leave("import", file)
    assert ran.out.endswith(" a3 on 2027-02-16\n")
    assert ran.err == (
        f"There already: {written[0]}, leave of a2 from 2027-02-08 until 2027-02-10.\n"
        f"There already: {written[1]}, leave of a4 on the morning of 2027-02-09.\n"
        "Columns that nothing reads: remarks.\n"
        "Asked for 1; 2 stood there already. See: rota leave list\n"
    )
    assert len(Repository.open(world.root).leave) == 3


def test_every_cell_that_cannot_be_read_is_named_and_nothing_written(world):
    world.ask("a5", "2027-02-08")
    file = sheet(
        world,
        "agent,from,until,half\n"
        "a2,2027-02-08,2027-02-10,\n"
        "a9,2027-02-08,,\n"
        "a4,soon,,\n"
        "a4,2027-02-09,,evening\n"
        "a2,2027-02-10,2027-02-11,\n"
        "a5,2027-02-05,2027-02-08,\n"
        "a6,2027-02-11,,\n",
    )
    ran = world.leave("import", file)
    (there,) = Repository.open(world.root).leave
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "".join(
        f"rota: {file}: row {row}\n"
        for row in (
            '3, column agent: "a9"; expected the id of an agent in people.toml',
            '4, column from: "soon"; expected a day such as 2026-12-01 or 01/12/2026',
            '5, column half: "evening"; expected morning, afternoon, or nothing for whole days',
            '6, column from: "2027-02-10"; expected other days: a2 asks for leave from 2027-02-08 until 2027-02-10 '
            "as well; leave one of them out",
            f'7, column from: "2027-02-05"; expected other days: a5 has leave asked for on 2027-02-08 already '
            f"({there.id}); take that back first to change it: rota leave withdraw {there.id}",
            '8, column from: "2027-02-11"; expected other days: a6 has no working day on 2027-02-11, '
            "so there is no leave to take",
        )
    )


def test_agents_import_only_their_own(world):
    ran = world.leave("import", sheet(world, GOOD), by="a2")
    assert ran.code == 2
    assert ran.err.count("expected an agent whom you may act for: a2 may not act for ") == 2
    own = world.leave("import", sheet(world, "agent,from\na2,2027-02-08\n"), by="a2")
    assert own.code == 0


def test_a_sheet_without_its_columns_says_which(world):
    ran = world.leave("import", sheet(world, "who,when\na2,2027-02-08\n"))
    assert ran.code == 2
    assert ran.err.endswith("row 1: no column agent, from; the columns are agent, from, until, half\n")
