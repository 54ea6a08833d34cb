"""Work that can wait: the planner's queue against one that is worked off unit by unit, and what the verb means at ``must``."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any, ClassVar

import pytest

from rota.domain.cell import Cell, parse_cell
from rota.domain.rota import Rota
from rota.model.backlog import Backlog
from rota.model.build import open_model
from rota.model.exact import Choice, allowed
from rota.model.sums import Sum
from rota.rules import Finding, Job, RotaModel, Rule
from rota.testing import World, draw

EMAIL = {"id": "email", "site": "town", "hours": [{"open": "08:30", "close": "17:30"}]}
SHIFT, OFF = parse_cell("early email"), parse_cell("off")
HALVES = 16
"""Half hours that an early gives."""


class Bound(Rule):
    """So many half hours of e-mail come in on Monday and must be done by Tuesday; they may be late on Wednesday no more."""

    code: ClassVar[str] = "BOUND01"
    name: ClassVar[str] = "bound-work"
    unit: ClassVar[str] = "half hours late"
    remedy: ClassVar[str] = "work them off"
    halves: int

    def encode(self, model: RotaModel) -> None:
        """One job of three steps."""
        days = model.facts.period.days[:3]
        able = [model.given_to("email", day) for day in days]
        model.in_time(self, [Job(0, 1, self.halves)], able, [str(day) for day in days])

    def check(self, rota: Rota) -> Iterator[Finding]:  # noqa: ARG002  # only the planner's half is looked at
        """Not asked."""
        return iter(())


def drawn(rows: Mapping[str, str], **more: Any) -> Rota:
    legend = {"q": str(SHIFT), "n": "late email"}
    return draw(World.of({"legend": legend, "centre": {"service": [EMAIL]}}), {"rota": rows, **more})


def kept(rota: Rota, halves: int) -> set[Choice]:
    """The ways to fill ann's first three days that the planner allows, each an early at e-mail or off."""
    free = [("ann", day) for day in rota.days[:3]]
    rotas = [(cells, with_cells(rota, cells)) for cells in product((SHIFT, OFF), repeat=3)]
    planner = open_model(rota.facts, [Bound(use="bound-work", halves=halves)], every_value=True)
    return allowed(planner, free, {SHIFT, OFF}, rotas)


def with_cells(rota: Rota, cells: Choice) -> dict[str, dict[Any, Cell]]:
    changed = {agent: dict(row) for agent, row in rota.cells.items()}
    changed["ann"] |= dict(zip(rota.days[:3], cells, strict=True))
    return changed


def unit_by_unit(jobs: Sequence[Job], able: Sequence[int]) -> dict[int, int]:
    """What is past due after each step, from the first at which something is due on."""
    left: list[int] = []
    late: dict[int, int] = {}
    for step, hands in enumerate(able):
        left = sorted(left + [job.due for job in jobs if job.came == step for _ in range(job.amount)])[hands:]
        if any(job.due <= step for job in jobs):
            late[step] = sum(due <= step for due in left)
    return late


@pytest.mark.parametrize("seed", range(100))
def test_what_is_past_due_is_what_is_left_unit_by_unit(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    steps = random.randint(1, 8)
    able = [random.randint(0, 4) for _ in range(steps)]
    came = [random.randrange(steps) for _ in range(random.randint(1, 6))]
    jobs = [Job(at, random.randrange(at, steps), random.randint(1, 6)) for at in came]
    planner = open_model(drawn({"ann": "......."}).facts, [])
    found = Backlog(jobs, [Sum(each) for each in able], planner.cells, planner.pool).past_due()
    assert {step: left.const for step, left in found} == unit_by_unit(jobs, able)


def test_a_must_rule_allows_only_what_is_done_in_time() -> None:
    rota = drawn({"ann": "......."})
    assert kept(rota, HALVES) == {(SHIFT, OFF, OFF), (OFF, SHIFT, OFF), (SHIFT, SHIFT, OFF)} | {
        (SHIFT, OFF, SHIFT),
        (OFF, SHIFT, SHIFT),
        (SHIFT, SHIFT, SHIFT),
    }


def test_where_facts_make_it_late_a_must_rule_asks_for_as_little_lateness_as_they_allow() -> None:
    """48 half hours, of which ann can do 32 until Tuesday and the last 16 on Wednesday."""
    assert kept(drawn({"ann": "......."}), 3 * HALVES) == {(SHIFT, SHIFT, SHIFT)}


def test_what_facts_do_counts() -> None:
    """bob does it all on Monday, whatever ann does."""
    rota = drawn({"ann": ".......", "bob": "q......"}, facts=["bob 1..7"])
    assert kept(rota, HALVES) == set(product((SHIFT, OFF), repeat=3))
