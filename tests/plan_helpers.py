"""Small months to plan: drawn worlds solved in this process, and what a planner makes of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.model.conflicts import find_clashes
from rota.model.result import Limits, Outcome, Progress, Status
from rota.model.solve import Solve
from rota.model.stages import stages_of
from rota.packs import make_rule
from rota.rules import Rule
from rota.testing import World, draw

ONE_WORKER = Limits(seconds=20.0, workers=1)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def need(service: str, heads: int | list[int], weekdays: Sequence[str] = WEEKDAYS, **more: Any) -> dict:
    """A need as ``demand.toml`` states it, all day long unless told otherwise."""
    whole_day = {} if isinstance(heads, list) else {"end": "16:30"}
    return {
        "service": service,
        "weekdays": list(weekdays),
        "start": "10:00",
        "heads": heads,
        **whole_day,
        **more,
    }


def month(agents: Sequence[str], weeks: int = 1, demand: Sequence[Mapping] = (), **drawn: Any) -> Facts:
    """The facts of some weeks of the small world, in which nothing but ``drawn`` is settled.

    ``world`` among ``drawn`` is laid over the small world; the rest is as in a case.
    """
    overlay = {"demand": {"need": list(demand)}, **drawn.pop("world", {})}
    rows = dict.fromkeys(agents, "." * 7 * weeks) | drawn.pop("rota", {})
    return draw(World.of(overlay), {"rota": rows, **drawn}).facts


def rules(*tables: Mapping[str, Any] | str) -> list[Rule]:
    """Rules from their tables, or from their names where they have no settings."""
    return [make_rule({"use": table} if isinstance(table, str) else table) for table in tables]


def should(name: str, **settings: Any) -> dict[str, Any]:
    """The table of a rule that should hold."""
    return {"use": name, "level": "should", **settings}


def nobody(progress: Progress) -> None:
    """Nobody watches."""


def planned(facts: Facts, of: Sequence[Rule], limits: Limits = ONE_WORKER) -> Outcome:
    """What the planner makes of a month, with the clash where there is no rota."""
    outcome = Solve(open_model(facts, of), stages_of(of, {}), limits, nobody).run()
    return find_clashes(facts, of, outcome) if outcome.status is Status.INFEASIBLE else outcome


def rota_of(facts: Facts, outcome: Outcome) -> Rota:
    """The planned rota."""
    assert outcome.status is Status.SOLVED
    return Rota(facts, outcome.cells)
