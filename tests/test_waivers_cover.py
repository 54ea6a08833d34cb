"""Which findings a waiver covers: by rule, by whom, by day, by amount; and what a covered finding is worth."""

from datetime import date

import pytest

from rota.checking import breaches, count_levels, fails, findings, judge
from rota.domain.rota import Rota
from rota.domain.waivers import Waiver
from rota.packs import make_rule
from rota.rules import Excuse, Finding, Level
from rota.rules.waiving import covers
from rota.testing import World, draw
from tests.plan_helpers import month
from tests.waivers_world import GROUND, waived, waiver

FACTS = month(["ann", "bob"], weeks=2)
MONDAY, TUESDAY, NEXT = (FACTS.period.days[at] for at in (0, 1, 7))


def found(
    agent: str | None = "ann",
    day: date | None = TUESDAY,
    level: Level = Level.MUST,
    cells: tuple[tuple[str, date], ...] | None = None,
    **more: object,
) -> Finding:
    """A finding of SAT02, at one cell unless others are named."""
    if cells is None:
        cells = ((agent, day),) if agent and day else ()
    return Finding("SAT02", level, "found", 1, agent, day, cells, rule="no-two-saturdays").with_(**more)


def on(first: date, last: date | None = None, **said: object) -> Waiver:
    """A waiver of SAT02 for ann from ``first`` until ``last``."""
    whom = {"rule": "SAT02", "agents": ("ann",), "from_": first, "until": last or first}
    return waiver(**{**whom, **said})


@pytest.mark.parametrize(
    ("one", "finding", "covered"),
    [
        pytest.param(on(TUESDAY), found(), True, id="the cell itself"),
        pytest.param(on(TUESDAY, rule="no-two-saturdays"), found(), True, id="by the rule's name"),
        pytest.param(on(TUESDAY, rule="SAT01"), found(), False, id="of another rule"),
        pytest.param(on(TUESDAY, rule="sat02"), found(), False, id="in other letters, if it came so far"),
        pytest.param(on(MONDAY), found(), False, id="until the day before"),
        pytest.param(on(NEXT), found(), False, id="from a later day"),
        pytest.param(on(TUESDAY, agents=("bob",)), found(), False, id="of somebody else"),
        pytest.param(on(TUESDAY, agents=(), teams=("one",)), found(), True, id="of the team"),
        pytest.param(on(TUESDAY, agents=(), groups=("town",)), found(), True, id="of the group"),
        pytest.param(on(TUESDAY, agents=(), groups=("other",)), found(), False, id="of another group"),
        pytest.param(on(TUESDAY), found(None), False, id="an agent's, of what is nobody's"),
        pytest.param(
            on(TUESDAY),
            found(None, cells=(("ann", TUESDAY), ("bob", TUESDAY))),
            False,
            id="an agent's, of what is the group's and has their cell",
        ),
        pytest.param(
            on(TUESDAY, agents=(), groups=("town",)), found(None), True, id="the group's, of nobody's"
        ),
        pytest.param(on(TUESDAY, agents=(), teams=("one",)), found(None), True, id="all teams', of nobody's"),
        pytest.param(
            on(MONDAY, agents=(), groups=("town",)), found(None), False, id="the group's, another day"
        ),
        pytest.param(on(TUESDAY), found(unknown=True), False, id="what is unknown"),
        pytest.param(on(TUESDAY, amount=1), found(), True, id="as much as is accepted"),
        pytest.param(on(TUESDAY, amount=1), found(amount=2), False, id="more than is accepted"),
    ],
)
def test_a_waiver_covers_a_finding_by_rule_by_whom_by_day_and_by_amount(
    one: Waiver, finding: Finding, covered: bool
) -> None:
    assert covers(one, finding, FACTS) is covered


@pytest.mark.parametrize(
    ("level", "first", "covered"),
    [
        pytest.param(Level.MUST, MONDAY, True, id="must, a cell that makes it"),
        pytest.param(Level.MUST, TUESDAY, True, id="must, where it is printed"),
        pytest.param(Level.MUST, NEXT, False, id="must, neither"),
        pytest.param(Level.SHOULD, MONDAY, False, id="should, a cell that it counts"),
        pytest.param(Level.SHOULD, TUESDAY, True, id="should, where it is printed"),
    ],
)
def test_a_must_finding_is_covered_by_any_of_its_cells_and_others_where_they_are_printed(
    level: Level, first: date, covered: bool
) -> None:
    """A pair of Saturdays needs one waiver, in both its months; a month's pattern is not waived by one of its days."""
    finding = found(level=level, cells=(("ann", MONDAY), ("ann", TUESDAY)))
    assert covers(on(first), finding, FACTS) is covered


def test_the_cells_of_others_cover_nothing_of_an_agents_own_finding() -> None:
    finding = found(cells=(("bob", MONDAY), ("ann", TUESDAY)))
    assert not covers(on(MONDAY, agents=("bob",)), finding, FACTS)
    assert covers(on(MONDAY, agents=(), groups=("town",)), finding, FACTS)


def test_what_has_no_day_needs_every_day_that_it_counts_or_the_whole_period() -> None:
    counted = found(day=None, level=Level.SHOULD, cells=(("ann", MONDAY), ("ann", NEXT)))
    nothing = found(day=None, level=Level.SHOULD)
    whole = on(FACTS.period.start, FACTS.period.end)
    assert not covers(on(MONDAY), counted, FACTS)
    assert covers(on(MONDAY, NEXT), counted, FACTS)
    assert not covers(on(MONDAY, NEXT), nothing, FACTS)
    assert covers(whole, nothing, FACTS)
    assert not covers(on(MONDAY, NEXT, agents=(), groups=("town",)), found(None, None), FACTS)
    assert covers(
        on(FACTS.period.start, FACTS.period.end, agents=(), groups=("town",)), found(None, None), FACTS
    )


def _saturdays(*waivers: Waiver) -> Rota:
    drawn = draw(World.of({}), {"rota": {"ann": ".....S......S.", "bob": ".....S......S."}})
    return Rota(waived(drawn.facts, *waivers), drawn.cells)


def test_a_covered_finding_is_marked_with_its_ground_fails_nothing_and_is_counted_apart() -> None:
    rule = make_rule({"use": "no-two-saturdays"})
    bare = judge(_saturdays(), [rule])
    verdicts = judge(_saturdays(waiver("SAT02", agents=("ann",))), [rule])
    excused = {one.agent: (one.excuse, one.ground) for one in findings(verdicts) if not one.unknown}
    assert excused == {"bob": (None, None), "ann": (Excuse.WAIVED, GROUND)}
    assert [one.agent for one in findings(verdicts) if not one.unknown] == ["bob", "ann"], "excused come last"
    assert (bare[0].amount, bare[0].open_amount) == (2, 2)
    assert (verdicts[0].amount, verdicts[0].open_amount) == (2, 1)
    assert [one.agent for one in breaches(verdicts)] == ["bob"]
    counts = count_levels(findings(verdicts))
    assert (counts["must"], counts["waived"]) == (1, 1)
    both = judge(_saturdays(waiver("SAT02", groups=("town",))), [rule])
    assert not breaches(both)
    assert not fails(findings(both), Level.SHOULD)
