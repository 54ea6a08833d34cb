"""Two who act at once: each reads before the other writes, and nothing that is written undoes the other."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Step
from rota.files import matters
from rota.files.repository import Repository
from rota.files.turn import turn
from rota.work import act
from rota.work.amend import changes_to, evidence
from rota.work.edit import Target, set_cell
from rota.work.errors import Refused
from tests.cli_helpers import rota
from tests.living_world import NOW, published
from tests.torn_commands import write_draft

AT = "2026-11-16T09:00:00+00:00"
DAY = date(2026, 12, 14)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def move(repo: Repository, agent: str, text: str, day: date = DAY, *, judged: bool = True) -> ChangeEvent:
    cells = changes_to(repo, {(agent, day): parse_cell(text)})
    said = evidence(repo, cells) if judged else {}
    return ChangeEvent(event=Step.RECORDED, kind=ChangeKind.MOVE, by="a3", at=AT, cell=cells, **said)


def recorded(root: Path, agent: str, text: str, day: date = DAY) -> str:
    repo = Repository.open(root)
    return act.begin(repo, "changes", move(repo, agent, text, day))


def voided(root: Path, id: str) -> None:
    repo = Repository.open(root)
    (chain,) = (one for one in repo.change_chains if one.id == id)
    act.follow(repo, chain, ChangeEvent(event=Step.VOIDED, kind=ChangeKind.MOVE, by="a3", at=AT))


def stands(root: Path, agent: str) -> str:
    return str(Repository.open(root).rotas("town-hall")["2026-12"].cells[agent][DAY])


def test_a_change_of_a_cell_that_somebody_has_just_changed_is_refused(root: Path) -> None:
    mine, theirs = Repository.open(root), Repository.open(root)
    first, second = move(mine, "a2", "late reception"), move(theirs, "a2", "off", judged=False)
    id = act.begin(mine, "changes", first)
    with pytest.raises(Refused, match=f"changes/{id}/1 has changed the cell of a2 on Mon 14 Dec meanwhile"):
        act.begin(theirs, "changes", second)
    assert stands(root, "a2") == "late reception"
    assert Repository.open(root).effective.unapplied == ()


def test_a_change_judged_against_a_rota_that_somebody_has_just_changed_is_refused(root: Path) -> None:
    """Each of two may keep every rule, and both together break one."""
    mine, theirs = Repository.open(root), Repository.open(root)
    first, second = move(mine, "a2", "late reception"), move(theirs, "a5", "late phones")
    act.begin(mine, "changes", first)
    with pytest.raises(
        Refused, match="somebody else has just changed the rota of town-hall 2026-12; look at it again"
    ):
        act.begin(theirs, "changes", second)


def test_what_others_only_ask_for_is_in_nobodys_way(root: Path) -> None:
    mine, theirs = Repository.open(root), Repository.open(root)
    asked = move(theirs, "a2", "off").model_copy(update={"event": Step.REQUESTED, "kind": ChangeKind.SWAP})
    event = move(mine, "a2", "late reception")
    act.begin(theirs, "changes", asked)
    act.begin(mine, "changes", event)
    assert stands(root, "a2") == "late reception"


def test_what_another_change_stands_on_is_voided_after_it(root: Path) -> None:
    one = recorded(root, "a2", "late reception")
    two = recorded(root, "a2", "off")
    with pytest.raises(Refused, match=f"changes/{two} stands on it; void that first"):
        voided(root, one)
    voided(root, two)
    voided(root, one)
    assert stands(root, "a2") == "late phones"
    assert Repository.open(root).effective.applied == ()


def test_two_changes_of_one_cell_from_a_merge_stand_in_the_way_until_one_is_voided(root: Path) -> None:
    repo = Repository.open(root)
    ids = [matters.begin(root, "changes", move(repo, "a2", text)) for text in ("off", "late reception")]
    assert stands(root, "a2") == "late phones"
    # Whatever is written upon the base would be the third of them.
    repo = Repository.open(root)
    with pytest.raises(
        Refused, match=r"stands on the cell of a2 on Mon 14 Dec and does not apply; a leader voids it first"
    ):
        act.begin(repo, "changes", move(repo, "a2", "early phones"))
    # Elsewhere life goes on.
    recorded(root, "a5", "late phones")
    voided(root, ids[0])
    assert stands(root, "a2") == "late reception"
    recorded(root, "a2", "early phones")
    assert stands(root, "a2") == "early phones"


def test_leave_is_not_granted_beside_other_leave_granted_just_now(root: Path) -> None:
    day = date(2027, 2, 1)
    for agent in ("a2", "a5"):
        repo = Repository.open(root)
        event = LeaveEvent(event=Step.REQUESTED, by=agent, at=AT, agent=agent, from_=day, until=day)
        act.begin(repo, "leave", event)
    mine, theirs = Repository.open(root), Repository.open(root)

    def grant(repo: Repository, agent: str) -> None:
        chain = next(
            one
            for one in repo.leave_chains
            if (one.events[-1].agent, one.events[-1].event) == (agent, Step.REQUESTED)
        )
        act.follow(repo, chain, chain.events[0].model_copy(update={"event": Step.APPROVED, "by": "a3"}))

    grant(mine, "a2")
    with pytest.raises(
        Refused, match="somebody else has just settled leave, absence or a month; look at it again"
    ):
        grant(theirs, "a5")
    grant(Repository.open(root), "a5")


def test_writers_take_turns(root: Path) -> None:
    """Who holds the turn keeps others waiting, and a folder that was locked has no file more."""
    order = []
    before = sorted(path.name for path in root.iterdir())

    def other() -> None:
        with turn(root):
            order.append("other")

    with turn(root):
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "other"]
    assert sorted(path.name for path in root.iterdir()) == before


def test_a_writer_that_does_not_come_to_an_end_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rota.files.errors import BadInput

    monkeypatch.setattr("rota.files.turn.PATIENCE", 0.05)
    with turn(root), pytest.raises(BadInput, match="another rota has been writing here"), turn(root):
        pass


def test_of_two_leaders_who_edit_one_draft_the_second_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROTA_NOW", NOW)
    write_draft(root)
    mine, theirs = Repository.open(root), Repository.open(root)
    theirs.draft("town-hall", "2027-01", 1)
    set_cell(mine, Target("a2", date(2027, 1, 5), "a3"), "training")
    with pytest.raises(Refused, match="somebody else has just edited draft 1 of town-hall 2027-01"):
        set_cell(theirs, Target("a5", date(2027, 1, 5), "a1"), "training")
    set_cell(Repository.open(root), Target("a5", date(2027, 1, 5), "a1"), "training")
    cells = Repository.open(root).draft("town-hall", "2027-01", 1).cells
    assert [str(cells[agent][date(2027, 1, 5)]) for agent in ("a2", "a5")] == ["training", "training"]


def test_who_is_interrupted_after_the_writing_is_told_what_was_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rota.cli.out.result", interrupted)
    ran = rota("absence", "add", "a2", "2026-12-01", "--as", "a3", "--repo", root, ROTA_NOW=NOW)
    (absence,) = Repository.open(root).absences
    assert (ran.code, ran.err) == (
        130,
        f"Interrupted; absence/{absence.id}/1.toml was written before, and stays. Look at it before you try again.\n",
    )
