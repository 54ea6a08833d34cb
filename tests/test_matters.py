"""Matters as chains of files: written once, read whole, and each way of breaking one found with its place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent
from rota.domain.matter import CellChange, Claim, Event, Means, Step
from rota.files import matters
from rota.files.digest import digest
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.files.toml import parse_toml, read_toml
from rota.files.write import Taken
from rota.work import act
from rota.work.errors import Refused
from tests.living_world import published

AT = "2026-11-16T09:00:00+00:00"
ID = "k3f9x2m7q1zw"
REF = f"changes/{ID}"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("model"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def swap(step: Step, by: str = "a2", **more: object) -> ChangeEvent:
    """A swap of early and late between a2 and a5 on 14 December, as it stands in the base."""
    day = date(2026, 12, 14)
    cells = (
        CellChange(agent="a1", day=day, before="early reception", after="early phones"),
        CellChange(agent="a2", day=day, before="late phones", after="late reception"),
    )
    return ChangeEvent(event=step, by=by, at=AT, kind=ChangeKind.SWAP, **({"cell": cells} | more))


def chain(root: Path, ref: str = REF) -> matters.Chain[ChangeEvent]:
    return next(one for one in Repository.open(root).change_chains if one.ref == ref)


def settled(root: Path) -> Path:
    """A swap that was asked for, accepted and approved; returns its folder."""
    matters.begin_at(root, REF, swap(Step.REQUESTED))
    for step, by in ((Step.ACCEPTED, "a1"), (Step.APPROVED, "a3")):
        matters.follow(root, chain(root), swap(step, by))
    return root / REF


def findings(root: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(BadInput) as caught:
        Repository.open(root)
    return [(one.code, str(one.place), one.message) for one in caught.value.findings]


# ---- written -----------------------------------------------------------------------------------------


def test_an_event_is_one_fact_a_line() -> None:
    assert matters.dump(
        swap(
            Step.APPROVED,
            "a3",
            for_="a2",
            means=Means.PHONE,
            claim=Claim.STATED,
            previous="d" * 64,
            expires=date(2026, 12, 1),
            base={"town-hall/2026-12": "b" * 64},
        )
    ) == (
        "# Written by rota, once: an event is never edited; what comes after is a file of its own.\n"
        "format = 1\n"
        'event = "approved"\n'
        'kind = "swap"\n'
        "expires = 2026-12-01\n"
        'by = "a3"\n'
        f'at = "{AT}"\n'
        'for = "a2"\n'
        'means = "phone"\n'
        'claim = "stated"\n'
        f'previous = "{"d" * 64}"\n'
        "\n"
        "[base]\n"
        f'"town-hall/2026-12" = "{"b" * 64}"\n'
        "\n"
        "[[cell]]\n"
        'agent = "a1"\n'
        "day = 2026-12-14\n"
        'before = "early reception"\n'
        'after = "early phones"\n'
        'on = "base"\n'
        "\n"
        "[[cell]]\n"
        'agent = "a2"\n'
        "day = 2026-12-14\n"
        'before = "late phones"\n'
        'after = "late reception"\n'
        'on = "base"\n'
    )


def test_what_is_written_reads_as_what_was_meant(root: Path) -> None:
    meant = swap(
        Step.REQUESTED,
        for_="a2",
        means=Means.PAPER,
        claim=Claim.LOGIN,
        judged={"town-hall/2026-12": "a" * 64},
    )
    id = matters.begin(root, "changes", meant)
    (read,) = Repository.open(root).change_chains
    assert (read.id, read.ref, read.events) == (id, f"changes/{id}", (meant,))


def test_ids_are_long_and_new(root: Path) -> None:
    ids = {matters.begin(root, "changes", swap(Step.REQUESTED)) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(id) >= 10 and id.isalnum() and id == id.lower() for id in ids)


def test_each_event_names_the_one_before_by_its_digest(root: Path) -> None:
    folder = settled(root)
    previous = [read_toml(root, f"{REF}/{number}.toml").data.get("previous") for number in (1, 2, 3)]
    assert previous == [
        None,
        digest(read_toml(root, f"{REF}/1.toml").data),
        digest(read_toml(root, f"{REF}/2.toml").data),
    ]
    assert chain(root).head == digest(read_toml(root, f"{REF}/3.toml").data)
    assert sorted(path.name for path in folder.iterdir()) == ["1.toml", "2.toml", "3.toml"]


def test_of_two_who_follow_at_once_one_wins_and_the_other_is_told(root: Path) -> None:
    matters.begin_at(root, REF, swap(Step.REQUESTED))
    mine = theirs = chain(root)
    matters.follow(root, mine, swap(Step.ACCEPTED, "a1"))
    with pytest.raises(Taken):
        matters.follow(root, theirs, swap(Step.DECLINED, "a1", cell=()))
    assert [event.event for event in chain(root).events] == [Step.REQUESTED, Step.ACCEPTED]


def test_who_comes_second_is_refused_in_words(root: Path) -> None:
    matters.begin_at(root, REF, swap(Step.REQUESTED))
    mine, theirs = Repository.open(root), Repository.open(root)
    act.follow(mine, mine.change_chains[0], swap(Step.ACCEPTED, "a1"))
    with pytest.raises(Refused, match=f"somebody else has just acted on {REF}"):
        act.follow(theirs, theirs.change_chains[0], swap(Step.DECLINED, "a1", cell=()))


def test_a_matter_is_begun_once(root: Path) -> None:
    matters.begin_at(root, REF, swap(Step.REQUESTED))
    with pytest.raises(Taken):
        matters.begin_at(root, REF, swap(Step.RECORDED))


def test_a_step_that_may_not_come_is_never_written(root: Path) -> None:
    settled(root)
    with pytest.raises(ValueError, match="accepted may not follow approved"):
        matters.follow(root, chain(root), swap(Step.ACCEPTED, "a1"))
    repo = Repository.open(root)
    with pytest.raises(Refused, match=f"{REF} is approved; it cannot be accepted any more"):
        act.follow(repo, repo.change_chains[0], swap(Step.ACCEPTED, "a1"))
    assert len(chain(root).events) == 3


# ---- what of it applies ------------------------------------------------------------------------------


def story(root: Path, *steps: Step) -> tuple[str, ...]:
    """The changes that apply after these steps, each of which carries the cells along."""
    matters.begin_at(root, REF, swap(steps[0]))
    for step in steps[1:]:
        matters.follow(root, chain(root), swap(step))
    return tuple(change.ref for change in Repository.open(root).effective.applied)


@pytest.mark.parametrize(
    ("steps", "applied"),
    [
        ([Step.REQUESTED], ()),
        ([Step.OFFERED, Step.ACCEPTED], ()),
        ([Step.REQUESTED, Step.ACCEPTED, Step.APPROVED], (f"{REF}/3",)),
        ([Step.REQUESTED, Step.REFUSED], ()),
        ([Step.REQUESTED, Step.DECLINED], ()),
        ([Step.REQUESTED, Step.ACCEPTED, Step.WITHDRAWN], ()),
        ([Step.RECORDED], (f"{REF}/1",)),
        ([Step.RECORDED, Step.VOIDED], ()),
        ([Step.REQUESTED, Step.ACCEPTED, Step.APPROVED, Step.VOIDED], ()),
    ],
    ids=lambda value: "-".join(step.value for step in value) if isinstance(value, list) else "",
)
def test_only_what_was_settled_changes_cells(root: Path, steps: list[Step], applied: tuple[str, ...]) -> None:
    assert story(root, *steps) == applied


def test_leave_that_is_withdrawn_after_it_was_granted_changes_cells_back(root: Path) -> None:
    day = date(2026, 12, 14)

    def leave(step: Step, before: str, after: str, on: str = "base") -> LeaveEvent:
        cell = CellChange(agent="a2", day=day, before=before, after=after, on=on)
        return LeaveEvent(event=step, by="a2", at=AT, agent="a2", from_=day, until=day, cell=(cell,))

    ref = f"leave/{ID}"
    matters.begin_at(root, ref, leave(Step.REQUESTED, "late phones", "leave"))
    steps = (
        (Step.APPROVED, "late phones", "leave", "base"),
        (Step.WITHDRAWN, "leave", "late phones", f"{ref}/2"),
    )
    stands = []
    for step in steps:
        (last,) = (one for one in Repository.open(root).leave_chains if one.ref == ref)
        matters.follow(root, last, leave(*step))
        stands.append(str(Repository.open(root).rotas("town-hall")["2026-12"].cells["a2"][day]))
    assert stands == ["leave", "late phones"]


def test_a_changed_cell_has_the_place_of_the_event_that_made_it_so(root: Path) -> None:
    settled(root)
    repo = Repository.open(root)
    rota = repo.rotas("town-hall")["2026-12"]
    assert str(rota.cells["a2"][date(2026, 12, 14)]) == "late reception"
    place = repo.resolve(rota.places["a2", date(2026, 12, 14)])
    line = (root / place.file).read_text().splitlines()[place.line - 1]
    assert (place.file, line) == (f"{REF}/3.toml", 'after = "late reception"')
    assert str(repo.bases("town-hall")["2026-12"].cells["a2"][date(2026, 12, 14)]) == "late phones"


# ---- broken ------------------------------------------------------------------------------------------


def edit(old: str, new: str, number: int) -> Callable[[Path], None]:
    def edited(folder: Path) -> None:
        file = folder / f"{number}.toml"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    return edited


def delete(number: int) -> Callable[[Path], None]:
    return lambda folder: (folder / f"{number}.toml").unlink()


def exchange(one: int, two: int) -> Callable[[Path], None]:
    def exchanged(folder: Path) -> None:
        first, second = (folder / f"{number}.toml" for number in (one, two))
        first.rename(folder / "x")
        second.rename(first)
        (folder / "x").rename(second)

    return exchanged


def insert(folder: Path) -> None:
    """An event of somebody's own making before the approval, which moves to the next number."""
    (folder / "3.toml").rename(folder / "4.toml")
    forged = swap(Step.ACCEPTED, "a2", previous=digest(read_toml(folder, "2.toml").data))
    (folder / "3.toml").write_text(matters.dump(forged))


def also(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text((folder / "3.toml").read_text())


NOT_UPON = f"{REF}: event {{}} is not what event {{}} was written upon"


@pytest.mark.parametrize(
    ("breaking", "found"),
    [
        (edit(AT, AT.replace("09:00", "08:00"), 1), [(f"{REF}/2.toml:7", NOT_UPON.format(1, 2))]),
        (edit('"late reception"', '"late phones"', 2), [(f"{REF}/3.toml:7", NOT_UPON.format(2, 3))]),
        (delete(1), [(f"{REF}/1.toml", f"{REF} has 2 events, but no 1.toml")]),
        (delete(2), [(f"{REF}/2.toml", f"{REF} has 2 events, but no 2.toml")]),
        (insert, [(f"{REF}/4.toml:7", NOT_UPON.format(3, 4))]),
        (
            exchange(1, 2),
            [
                (f"{REF}/1.toml:3", f'{REF}: event 1 is "accepted"; at the beginning comes "offered" or "recorded" or "requested"'),
                (f"{REF}/2.toml:3", f'{REF}: event 2 is "requested"; after "accepted" comes "accepted" or "approved" or "declined" or "refused" or "withdrawn"'),
                (f"{REF}/3.toml:7", NOT_UPON.format(2, 3)),
            ],
        ),
        (
            exchange(2, 3),
            [
                (f"{REF}/2.toml:7", NOT_UPON.format(1, 2)),
                (f"{REF}/3.toml:3", f'{REF}: event 3 is "accepted"; after "approved" comes "voided"'),
            ],
        ),
        (edit('event = "requested"', 'event = "approved"', 1), [
            (f"{REF}/1.toml:3", f'{REF}: event 1 is "approved"; at the beginning comes "offered" or "recorded" or "requested"'),
            (f"{REF}/2.toml:3", f'{REF}: event 2 is "accepted"; after "approved" comes "voided"'),
        ]),
        (edit('kind = "swap"', 'kind = "cover"', 3), [
            (f"{REF}/3.toml:1", f"{REF}: event 3 is about something else than was asked for"),
        ]),
        (also("4.toml"), [(f"{REF}/4.toml:3", f'{REF}: event 4 is "approved"; after "approved" comes "voided"')]),
        (also("5.toml"), [(f"{REF}/4.toml", f"{REF} has 4 events, but no 4.toml")]),
        (also("3 (conflicted copy).toml"), [
            (f"{REF}/3 (conflicted copy).toml",
             f"{REF}/3 (conflicted copy).toml is no event: those are named 1.toml, 2.toml and so on"),
        ]),
        (also("03.toml"), [
            (f"{REF}/03.toml", f"{REF}/03.toml is no event: those are named 1.toml, 2.toml and so on"),
        ]),
    ],
    ids=[
        "edited-first", "edited-middle", "deleted-first", "deleted-middle", "inserted", "reordered-first",
        "reordered-last", "wrong-first-step", "another-kind", "doubled", "gap", "conflicted-copy", "zero",
    ],
)  # fmt: skip
def test_every_way_of_breaking_a_chain_is_found_with_its_place(
    root: Path, breaking: Callable[[Path], None], found: list[tuple[str, str]]
) -> None:
    breaking(settled(root))
    told = findings(root)
    assert [
        (place.rpartition(":")[0] if place.count(":") > 1 else place, message) for _, place, message in told
    ] == found
    assert {code for code, _, _ in told} == {"DATA20"}


def test_a_chain_cut_off_at_its_end_is_whole_in_itself(root: Path) -> None:
    """Nothing inside a chain tells that its end was cut off: that is what anchors are for."""
    (settled(root) / "3.toml").unlink()
    repo = Repository.open(root)
    assert len(repo.change_chains[0].events) == 2
    assert repo.effective.applied == ()


def test_an_event_that_changes_one_cell_twice_is_no_event(root: Path) -> None:
    file = settled(root) / "1.toml"
    text = file.read_text()
    file.write_text(text + text[text.index("[[cell]]") :])
    assert [(code, message) for code, _, message in findings(root)] == [
        ("DATA08", "the cell of a1 on 2026-12-14 is changed twice")
    ]


def test_comments_and_line_ends_are_no_edit(root: Path) -> None:
    folder = settled(root)
    for number in (1, 2, 3):
        file = folder / f"{number}.toml"
        file.write_bytes(b"\xef\xbb\xbf# looked at\n" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert len(chain(root).events) == 3


def test_hidden_files_and_leftovers_of_a_killed_writer_are_passed_over(root: Path) -> None:
    folder = settled(root)
    (folder / ".rota-x7.tmp").write_text("half an ev")
    (root / "changes" / ".rota-x8.tmp").write_text("")
    (root / ".rota-x9.tmp").write_text("")
    assert len(chain(root).events) == 3


@pytest.mark.parametrize("folder", ["leave", "absence", "changes", "rotas/town-hall"])
def test_an_empty_matter_is_no_fault(root: Path, folder: str) -> None:
    """A writer that was killed between making the folder and linking the event leaves one behind; git keeps none."""
    before = Repository.open(root)
    (root / folder / "abcdefghijkl").mkdir(parents=True)
    (root / folder / "mnopqrstuvwx").mkdir()
    (root / folder / "mnopqrstuvwx" / ".rota-x7.tmp").write_text("half")
    after = Repository.open(root)
    assert (after.leave, after.changes) == (before.leave, before.changes)


def test_dump_and_parse_are_inverse_for_every_kind_of_event() -> None:
    day = date(2026, 12, 14)
    events: list[Event] = [
        swap(Step.REQUESTED),
        LeaveEvent(event=Step.REFUSED, by="a3", at=AT, agent="a2", from_=day, until=day, reason="cap"),
    ]
    for event in events:
        data = parse_toml(matters.dump(event), "x.toml").data
        assert type(event).model_validate(data, by_alias=True, by_name=False) == event
