"""The effective rota: chains of changed cells, what breaks them, and the same by another algorithm."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rota.domain.cell import OFF, Cell, parse_cell
from rota.domain.effective import Change, Effective, Fault, Unapplied, effective
from rota.domain.matter import BASE, CellChange

DAY, NEXT = date(2026, 12, 1), date(2026, 12, 2)
EARLY, LATE, MIDDLE = "early phones", "late phones", "middle phones"
START = {
    ("a1", DAY): parse_cell(EARLY),
    ("a1", NEXT): parse_cell(EARLY),
    ("a2", DAY): parse_cell(LATE),
    ("a2", NEXT): OFF,
}


def cell(before: str, after: str, on: str = BASE, agent: str = "a1", day: date = DAY) -> CellChange:
    return CellChange(agent=agent, day=day, before=before, after=after, on=on)


def change(ref: str, *cells: CellChange) -> Change:
    return Change(ref, cells)


def now(outcome: Effective) -> dict[tuple[str, date], str]:
    return {key: str(value) for key, value in outcome.cells.items()}


def faults(outcome: Effective) -> list[tuple[str, Fault, str | None]]:
    return [(one.ref, one.fault, one.other) for one in outcome.unapplied]


def refs(outcome: Effective) -> list[str]:
    return [one.ref for one in outcome.applied]


# ---- chains ----------------------------------------------------------------------------------------


def test_no_changes_leave_the_base_as_it_is() -> None:
    outcome = effective(START, [])
    assert (outcome.cells, outcome.heads, outcome.applied, outcome.unapplied) == ({}, {}, (), ())
    assert outcome.head("a1", DAY) == BASE


def test_a_chain_is_followed_to_its_end() -> None:
    one, two, three = (
        change("one", cell(EARLY, LATE)),
        change("two", cell(LATE, MIDDLE, "one")),
        change("three", cell(MIDDLE, "off", "two"), cell(LATE, EARLY, agent="a2")),
    )
    outcome = effective(START, [three, one, two])
    assert now(outcome) == {("a1", DAY): "off", ("a2", DAY): EARLY}
    assert outcome.heads == {("a1", DAY): "three", ("a2", DAY): "three"}
    assert (refs(outcome), outcome.unapplied) == (["three", "one", "two"], ())


def test_a_cell_that_comes_back_to_what_it_was_still_has_its_head() -> None:
    outcome = effective(START, [change("one", cell(EARLY, LATE)), change("two", cell(LATE, EARLY, "one"))])
    assert now(outcome) == {("a1", DAY): EARLY}
    assert outcome.head("a1", DAY) == "two"


def test_two_changes_on_one_cell_neither_applies_nor_what_is_built_on_them() -> None:
    outcome = effective(
        START,
        [
            change("left", cell(EARLY, LATE)),
            change("right", cell(EARLY, MIDDLE)),
            change("upon", cell(LATE, "off", "left")),
            change("beside", cell(LATE, EARLY, agent="a2")),
        ],
    )
    assert now(outcome) == {("a2", DAY): EARLY}
    assert faults(outcome) == [
        ("left", Fault.TWICE, "right"),
        ("right", Fault.TWICE, "left"),
        ("upon", Fault.ORPHANED, "left"),
    ]
    # Without one of the two, as after a leader voids it, the other applies, and what stands on it.
    assert now(effective(START, [change("left", cell(EARLY, LATE)), change("upon", cell(LATE, "off", "left"))])) == {
        ("a1", DAY): "off"
    }  # fmt: skip


def test_three_on_one_cell_each_name_another() -> None:
    three = [change(ref, cell(EARLY, after)) for ref, after in (("b", LATE), ("c", MIDDLE), ("a", "off"))]
    assert faults(effective(START, three)) == [
        ("b", Fault.TWICE, "a"),
        ("c", Fault.TWICE, "a"),
        ("a", Fault.TWICE, "b"),
    ]


def test_two_that_agree_on_the_outcome_conflict_all_the_same() -> None:
    outcome = effective(START, [change("left", cell(EARLY, LATE)), change("right", cell(EARLY, LATE))])
    assert now(outcome) == {}
    assert [one.fault for one in outcome.unapplied] == [Fault.TWICE, Fault.TWICE]


def test_a_fork_high_up_keeps_what_lies_below_it() -> None:
    outcome = effective(
        START,
        [
            change("one", cell(EARLY, LATE)),
            change("left", cell(LATE, MIDDLE, "one")),
            change("right", cell(LATE, "off", "one")),
        ],
    )
    assert now(outcome) == {("a1", DAY): LATE}
    assert outcome.head("a1", DAY) == "one"


@pytest.mark.parametrize(
    ("built", "fault", "other"),
    [
        (cell(LATE, MIDDLE, day=NEXT), Fault.MOVED, None),
        (cell(MIDDLE, "off", "one"), Fault.MOVED, None),
        (cell(EARLY, LATE, "nowhere"), Fault.ORPHANED, "nowhere"),
        (cell(EARLY, LATE, "one", day=NEXT), Fault.ORPHANED, "one"),
        (cell(EARLY, LATE, agent="a9"), Fault.UNPUBLISHED, None),
        (cell(EARLY, EARLY, "bad"), Fault.ORPHANED, "bad"),
    ],
    ids=[
        "another-cell-in-the-base",
        "another-cell-in-the-change-before",
        "on-nothing",
        "on-a-change-of-another-day",
        "of-no-rota",
        "on-itself",
    ],
)
def test_what_does_not_fit_does_not_apply_and_says_why(
    built: CellChange, fault: Fault, other: str | None
) -> None:
    one, bad = change("one", cell(EARLY, LATE)), change("bad", cell(LATE, EARLY, agent="a2"), built)
    outcome = effective(START, [one, bad])
    # Its other cell, which would fit, does not apply either: whole or not at all.
    assert now(outcome) == {("a1", DAY): LATE}
    assert outcome.unapplied == (Unapplied("bad", built, fault, other),)


@pytest.mark.parametrize(
    "circle",
    [
        [change("one", cell(EARLY, EARLY, "two")), change("two", cell(EARLY, EARLY, "one"))],
        # Each of them is rooted in one cell, and stands on the other in the other.
        [
            change("one", cell(EARLY, LATE), cell(MIDDLE, EARLY, "two", "a2")),
            change("two", cell(LATE, MIDDLE, agent="a2"), cell(LATE, EARLY, "one")),
        ],
    ],
    ids=["of-one-cell", "across-two-cells"],
)
def test_changes_that_stand_on_one_another_never_apply(circle: list[Change]) -> None:
    outcome = effective(START, circle)
    assert now(outcome) == {}
    assert faults(outcome) == [("one", Fault.ORPHANED, "two"), ("two", Fault.ORPHANED, "one")]


def test_a_lost_change_takes_everything_above_it_along_whatever_cell_it_is_of() -> None:
    outcome = effective(
        START,
        [
            change("one", cell(MIDDLE, LATE), cell(LATE, EARLY, agent="a2")),
            change("two", cell(EARLY, "off", "one", "a2"), cell("off", EARLY, agent="a2", day=NEXT)),
            change("three", cell(EARLY, LATE, "two", "a2", NEXT)),
        ],
    )
    assert now(outcome) == {}
    assert faults(outcome) == [
        ("one", Fault.MOVED, None),
        ("two", Fault.ORPHANED, "one"),
        ("three", Fault.ORPHANED, "two"),
    ]


def test_two_thousand_changes_of_one_cell_and_two_thousand_of_one_each() -> None:
    texts = (EARLY, LATE)
    long = [
        change(f"c{at}", cell(texts[at % 2], texts[(at + 1) % 2], f"c{at - 1}" if at else BASE))
        for at in range(2000)
    ]
    wide = [change(f"w{at}", cell(EARLY, LATE, agent=f"b{at}")) for at in range(2000)]
    base = START | {(f"b{at}", DAY): parse_cell(EARLY) for at in range(2000)}
    outcome = effective(base, [*reversed(long), *wide])
    assert len(outcome.applied) == 4000
    assert outcome.head("a1", DAY) == "c1999"


# ---- against another algorithm ---------------------------------------------------------------------

TEXTS = (EARLY, LATE, "off")


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes that are mostly built on what stands, and now and then on anything at all."""
    count = draw(st.integers(1, 9))
    made: list[Change] = []
    after: dict[tuple[str, str, date], str] = {(BASE, *key): str(value) for key, value in START.items()}
    heads = dict.fromkeys(START, BASE)
    for number in range(count):
        ref = f"c{number}"
        keys = draw(st.lists(st.sampled_from(sorted(START)), min_size=1, max_size=3, unique=True))
        cells = []
        for key in keys:
            anything = st.sampled_from([BASE, "lost", *(f"c{at}" for at in range(count))])
            on = draw(anything) if draw(st.integers(0, 5)) == 0 else heads[key]
            true = after.get((on, *key), EARLY)
            before = draw(st.sampled_from(TEXTS)) if draw(st.integers(0, 9)) == 0 else true
            cells.append(cell(before, draw(st.sampled_from(TEXTS)), on, *key))
        for one in cells:
            after[ref, one.agent, one.day] = one.after
            heads[one.agent, one.day] = ref
        made.append(change(ref, *cells))
    return made


class Reference:
    """The same meaning from the top down: a change stands if everything below it does, without a circle."""

    def __init__(self, base: Mapping[tuple[str, date], Cell], changes: Sequence[Change]) -> None:
        self.base = base
        self.changes = {one.ref: one for one in changes}

    def standing(self) -> set[str]:
        return {ref for ref in self.changes if self._stands(ref, ())}

    def _stands(self, ref: str, above: tuple[str, ...]) -> bool:
        return ref not in above and all(
            self._alone(ref, one) and self._fits(one, (*above, ref)) for one in self.changes[ref].cells
        )

    def _alone(self, ref: str, one: CellChange) -> bool:
        return not any(
            (two.agent, two.day, two.on) == (one.agent, one.day, one.on)
            for other in self.changes.values()
            for two in other.cells
            if other.ref != ref
        )

    def _fits(self, one: CellChange, above: tuple[str, ...]) -> bool:
        if one.on == BASE:
            return self.base.get((one.agent, one.day)) == one.old
        below = self.changes.get(one.on)
        left = (
            [two.new for two in below.cells if (two.agent, two.day) == (one.agent, one.day)] if below else []
        )
        return left == [one.old] and self._stands(one.on, above)

    def ends(self) -> dict[tuple[str, date], tuple[str, str]]:
        """For each cell, from the base upwards, the last change that stands and what it left."""
        standing, ends = self.standing(), {}
        for key in self.base:
            on = BASE
            while step := next(
                (
                    (ref, one)
                    for ref in standing
                    for one in self.changes[ref].cells
                    if (one.on, one.agent, one.day) == (on, *key)
                ),
                None,
            ):
                on = step[0]
                ends[key] = (on, step[1].after)
        return ends


@settings(max_examples=150, deadline=None)
@given(histories())
def test_it_agrees_with_the_same_meaning_worked_out_from_the_top(changes: list[Change]) -> None:
    outcome, reference = effective(START, changes), Reference(START, changes)
    assert set(refs(outcome)) == reference.standing()
    assert {one.ref for one in outcome.unapplied} == set(reference.changes) - reference.standing()
    assert {key: (outcome.heads[key], text) for key, text in now(outcome).items()} == reference.ends()


@settings(max_examples=80, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_changes_means_nothing(changes: list[Change], random) -> None:
    mixed = random.sample(changes, len(changes))
    one, two = effective(START, changes), effective(START, mixed)
    assert (one.cells, one.heads) == (two.cells, two.heads)
    assert set(one.applied) == set(two.applied)
    assert set(one.unapplied) == set(two.unapplied)


@settings(max_examples=80, deadline=None)
@given(histories())
def test_every_change_is_applied_whole_or_named_once(changes: list[Change]) -> None:
    outcome = effective(START, changes)
    assert sorted([*refs(outcome), *(one.ref for one in outcome.unapplied)]) == sorted(c.ref for c in changes)
    assert all(one.cell in next(c for c in changes if c.ref == one.ref).cells for one in outcome.unapplied)
    # What stands on nothing that applies cannot be a head, and every head is one that applies.
    assert set(outcome.heads.values()) <= set(refs(outcome))


@settings(max_examples=80, deadline=None)
@given(histories())
def test_voiding_a_change_never_revives_what_stands_on_it(changes: list[Change]) -> None:
    gone = changes[0].ref
    outcome = effective(START, changes[1:])
    assert not {c.ref for c in outcome.applied if any(one.on == gone for one in c.cells)}


def test_the_reference_itself_sees_both_outcomes() -> None:
    """Both halves of the comparison would agree on nothing if no history ever applied, or all did."""
    whole = Reference(START, [change("one", cell(EARLY, LATE)), change("two", cell(LATE, EARLY, "one"))])
    torn = Reference(START, [change("one", cell(EARLY, LATE)), change("two", cell(EARLY, LATE))])
    assert (whole.standing(), torn.standing()) == ({"one", "two"}, set())
