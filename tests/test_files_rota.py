"""Rotas, drafts, leave events and wishes: written, read back, and one fact a line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import LIEU, OFF, parse_cell
from rota.domain.facts import Facts
from rota.domain.leave import Leave, LeaveEvent
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.domain.wishes import Strength, Wish, WishFor
from rota.files import matters, wishfile
from rota.files.errors import BadInput
from rota.files.gaps import rota_gaps
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.files.rotafile import Edit, RotaFile, dump
from rota.files.write import Taken
from tests.files_world import MONTH, change, faults, line, make, rota_text

FIRST = date(2026, 11, 30)
DRAFT = RotaFile(
    group="all",
    month=MONTH,
    cells={
        "bob": {FIRST: parse_cell("early desk"), date(2026, 12, 1): OFF},
        "ann": {FIRST: parse_cell("late phones; 13:00-15:00 desk"), date(2026, 12, 1): LIEU},
    },
    made={"by": "plan", "seed": 7, "note": 'it said "no"'},
    pins={"ann": {FIRST: "bob"}, "bob": {}},
    edits=(Edit("ann", FIRST, "off", "late phones; 13:00-15:00 desk", "bob"),),
)
TEXT = """\
# Written by rota: change cells with `rota set`, or by hand; `rota check` judges either.
format = 1
group = "all"
month = "2026-12"

[made]
by = "plan"
seed = 7
note = "it said \\"no\\""

[cells.bob]
2026-11-30 = "early desk"
2026-12-01 = "off"

[cells.ann]
2026-11-30 = "late phones; 13:00-15:00 desk"
2026-12-01 = "lieu"

[pins.ann]
2026-11-30 = "bob"

[[edit]]
agent = "ann"
day = 2026-11-30
before = "off"
after = "late phones; 13:00-15:00 desk"
by = "bob"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def test_a_draft_is_one_fact_a_line() -> None:
    assert dump(DRAFT) == TEXT


def test_a_draft_comes_back_as_it_was_written(root: Path) -> None:
    repository = Repository.open(root)
    number = repository.write_draft(DRAFT)
    assert repository.draft("all", MONTH, number) == replace(DRAFT, pins={"ann": {FIRST: "bob"}})
    assert (root / "drafts/all/2026-12/1.toml").read_bytes() == TEXT.encode()


def test_one_changed_cell_is_one_changed_line() -> None:
    cells = {**DRAFT.cells, "bob": {**DRAFT.cells["bob"], FIRST: OFF}}
    before, after = TEXT.splitlines(), dump(replace(DRAFT, cells=cells)).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [('2026-11-30 = "early desk"', '2026-11-30 = "off"')]


def test_drafts_are_numbered_and_never_overwritten(root: Path) -> None:
    repository = Repository.open(root)
    assert [repository.write_draft(DRAFT) for _ in range(3)] == [1, 2, 3]
    (root / "drafts/all/2026-12/2.toml").unlink()
    assert repository.write_draft(DRAFT) == 4
    assert repository.draft_numbers("all", MONTH) == (1, 3, 4)
    assert repository.draft_numbers("all", "2027-01") == ()


def test_somebody_else_takes_the_number_at_the_same_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository.open(root)
    repository.write_draft(DRAFT)
    monkeypatch.setattr("rota.files.shelf.draft_numbers", lambda *_: ())
    assert repository.write_draft(DRAFT) == 2


def test_an_edited_draft_takes_its_own_place(root: Path) -> None:
    repository = Repository.open(root)
    number = repository.write_draft(DRAFT)
    repository.save_draft(replace(DRAFT, edits=()), number)
    assert repository.draft("all", MONTH, number).edits == ()
    assert repository.draft_numbers("all", MONTH) == (1,)


def test_places_follow_an_edited_draft(root: Path) -> None:
    repository = Repository.open(root)
    number = repository.write_draft(DRAFT)
    place = repository.draft("all", MONTH, number).place.at("cells", "ann")
    assert str(repository.resolve(place)) == "drafts/all/2026-12/1.toml:15:1"
    repository.save_draft(replace(DRAFT, made={}), number)
    assert str(repository.resolve(place)) == "drafts/all/2026-12/1.toml:12:1"


def test_a_draft_that_does_not_exist(root: Path) -> None:
    repository = Repository.open(root)
    repository.write_draft(DRAFT)
    with pytest.raises(BadInput) as caught:
        repository.draft("all", MONTH, 9)
    assert [line(finding) for finding in caught.value.findings] == [
        "drafts/all/2026-12/9.toml: DATA01 all has no draft 9 of 2026-12; there is draft 1; "
        "choose one of them, or make one with: rota plan 2026-12"
    ]


def test_rotas_are_listed_without_being_read(root: Path) -> None:
    (root / "rotas/all/2026-11.toml").write_text("this is not TOML")
    rotas = Repository.open(root).rotas("all")
    assert list(rotas) == ["2026-11", "2026-12"]
    assert len(rotas["2026-12"].cells["ann"]) == 35
    with pytest.raises(BadInput, match="DATA04"):
        rotas["2026-11"]
    assert "2026-10" not in rotas
    assert Repository.open(root).rota("all", "2026-10") is None


def test_places_of_cells_agents_and_rules(root: Path) -> None:
    repository = Repository.open(root)
    place = repository.rotas("all")[MONTH].place
    assert str(repository.resolve(place.at("cells", "bob", "2026-12-01"))) == "rotas/all/2026-12.toml:44:1"
    assert str(repository.resolve(place.at("cells", "bob", "2026-10-01"))) == "rotas/all/2026-12.toml:42:1"
    assert str(repository.agent_place("bob")) == "people.toml:9:1"
    assert str(repository.agent_place("nobody")) == "people.toml:1:1"
    assert str(repository.rule_place(0)) == "rules.toml:1:1"
    assert repository.resolve(Place("gone.toml", ("a",))) == Place("gone.toml", ("a",))


def test_the_input_digest_covers_what_a_plan_goes_by_and_no_names(root: Path) -> None:
    before = Repository.open(root)
    change(root, "names.toml", "Ann Example", "Ann Other")
    assert Repository.open(root).input_digest() == before.input_digest()
    change(root, "wishes/ann.toml", "2026-12-04", "2026-12-03")
    after = Repository.open(root)
    assert after.input_digest() != before.input_digest()
    assert after.input_digest([after.rotas("all")[MONTH]]) != after.input_digest()


def test_days_without_a_cell_are_named(root: Path) -> None:
    missing = rota_text().replace('2026-12-01 = "early phones"\n', "", 1)
    missing = missing.replace('2026-12-04 = "early phones"\n2026-12-05 = "early phones"\n', "", 1)
    change(root, "rotas/all/2026-12.toml", "", missing)
    repository = Repository.open(root)
    file = repository.rotas("all")[MONTH]
    facts = Facts(Period.of_month(MONTH), "all", repository.centre, repository.people)
    found = rota_gaps(Rota(facts, file.cells, file.place))
    assert [(line(finding), finding.amount, finding.day) for finding in found] == [
        (
            "rotas/all/2026-12.toml: DATA19 ann has no cell on 2026-12-01; "
            "plan the rest of the month anew: rota plan --from DATE",
            1,
            date(2026, 12, 1),
        ),
        (
            "rotas/all/2026-12.toml: DATA19 ann has no cell from 2026-12-04 to 2026-12-05; "
            "plan the rest of the month anew: rota plan --from DATE",
            2,
            date(2026, 12, 4),
        ),
    ]


def ask(root: Path) -> str:
    asked = LeaveEvent(
        event=Step.REQUESTED,
        agent="ann",
        from_=date(2026, 12, 21),
        until=date(2026, 12, 23),
        by="ann",
        at="2026-11-01T09:00:00+00:00",
    )
    return matters.begin(root, "leave", asked)


def approve(root: Path, chain: Chain[LeaveEvent], at: str) -> None:
    update = {"event": Step.APPROVED, "by": "bob", "at": at}
    matters.follow(root, chain, chain.events[0].model_copy(update=update))


def test_leave_is_asked_for_and_approved(root: Path) -> None:
    id = ask(root)
    assert len(id) >= 10
    chain = next(chain for chain in Repository.open(root).leave_chains if chain.id == id)
    assert not Leave.of(id, chain.events).granted
    approve(root, chain, "2026-11-02T09:00:00+00:00")
    leave = {leave.id: leave for leave in Repository.open(root).leave}[id]
    assert (leave.agent, leave.first, leave.last, leave.granted) == (
        "ann",
        date(2026, 12, 21),
        date(2026, 12, 23),
        True,
    )
    with pytest.raises(Taken):
        approve(root, chain, "2026-11-02T09:00:01+00:00")


def test_an_event_edited_after_it_was_approved_is_found(root: Path) -> None:
    id = ask(root)
    chain = next(chain for chain in Repository.open(root).leave_chains if chain.id == id)
    approve(root, chain, "2026-11-02T09:00:00+00:00")
    change(root, f"leave/{id}/1.toml", "T09:00", "T08:00")
    assert [line(finding) for finding in faults(root)] == [
        f"leave/{id}/2.toml:9:1: DATA20 leave/{id}: event 1 is not what event 2 was written upon; "
        f"bring leave/{id}/1.toml back from git; events are never edited [leave/{id}/1.toml:1:1]"
    ]


def test_an_event_that_is_missing_is_found(root: Path) -> None:
    id = ask(root)
    (root / f"leave/{id}/1.toml").rename(root / f"leave/{id}/2.toml")
    assert [line(finding) for finding in faults(root)] == [
        f"leave/{id}/1.toml: DATA20 leave/{id} has 1 events, but no 1.toml; "
        "bring the missing file back from git; events are numbered 1, 2, 3 without gaps"
    ]


def test_wishes_come_back_as_they_were_written(root: Path) -> None:
    wishes = (
        Wish(id="w1", what=WishFor.PATTERN, pattern="late", from_=FIRST, until=date(2026, 12, 4)),
        Wish(id="w2", what=WishFor.SATURDAY_OFF, from_=FIRST, until=FIRST, strength=Strength.STRONG),
    )
    wishfile.write_wishes(root, "bob", wishes)
    assert Repository.open(root).wishes["bob"] == wishes
    assert (root / "wishes/bob.toml").read_text().splitlines()[:2] == [wishfile.HEADER, 'agent = "bob"']
