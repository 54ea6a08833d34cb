"""Encoder and checker side by side on an exhausted world: yields every disagreement."""

from collections.abc import Iterable, Iterator
from random import Random

from rota.checking import breaches, judge
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.model.exact import Choice, allowed, cost, hint_cells, least, settled, size, strong_cost
from rota.model.verbs import Planner
from rota.rules import Level, Rule
from rota.testing.worlds import Exhausted

SAMPLE = 25
"""So many fillings of a world are put to the solver one by one."""

NOTHING = (0, 0, 0)
"""What a rule adds that says nothing."""


def compare(world: Exhausted, rule: Rule, outcomes: set[int]) -> Iterator[str]:
    """Where the two halves disagree; ``outcomes`` gathers what the checker found.

    An outcome is the amount, or for must rules 0 for kept and 1 for broken.
    """
    if rule.level is Level.MUST:
        yield from _compare_allowed(world, rule, outcomes)
    else:
        yield from _compare_amounts(world, rule, outcomes)


def _compare_allowed(world: Exhausted, rule: Rule, outcomes: set[int]) -> Iterator[str]:
    rotas = [(world.duties(choice), world.with_cells(choice)) for choice in world.choices()]
    judged = [(duties, bool(breaches(judge(rota, [rule])))) for duties, rota in rotas]
    outcomes.update(int(broken) for _, broken in judged)
    kept = {duties for duties, broken in judged if not broken}
    cells = ((duties, rota.cells) for duties, rota in rotas)
    planned = allowed(_open(world, rule), world.free, set(world.duties(world.alphabet)), cells)
    yield from _told(world, "the checker passes it, the planner refuses it", kept - planned)
    yield from _told(world, "the planner allows it, the checker finds a breach", planned - kept)


def _compare_amounts(world: Exhausted, rule: Rule, outcomes: set[int]) -> Iterator[str]:
    planner = _open(world, rule)
    price, strong = cost(planner), strong_cost(planner)
    judged: list[tuple[Choice, Rota, int]] = []
    fewest: dict[Choice, int] = {}
    for choice in world.choices():
        rota = world.with_cells(choice)
        verdict = judge(rota, [rule])[0]
        values = settled(planner, rota.cells)
        reckoned = price.value(values), strong.value(values)
        if reckoned != (found := (verdict.amount, verdict.strong_amount)):
            what = f"the planner reckons (all, strong) {reckoned}, the checker {found}"
            yield from _told(world, what, [choice])
        judged.append((choice, rota, verdict.amount))
        duties = world.duties(choice)
        fewest[duties] = min(verdict.amount, fewest.get(duties, verdict.amount))
    outcomes.update(amount for _, _, amount in judged)
    random = Random(0)  # noqa: S311 - repeatable, not secret
    for choice, rota, amount in random.sample(judged, min(SAMPLE, len(judged))):
        yield from _ask_solver(world, planner, choice, rota, amount, fewest[world.duties(choice)])


def _ask_solver(
    world: Exhausted, planner: Planner, choice: Choice, rota: Rota, amount: int, fewest: int
) -> Iterator[str]:
    """What the solver makes of the duties of ``rota``, whose breaks it may place as well as can be, and of the rota itself."""
    hint_cells(planner, rota.cells)
    if (solved := least(planner, as_hinted=True)) != fewest:
        yield from _told(world, f"the solver's least is {solved}, the checker's amount {fewest}", [choice])
    planner.pool.hint(settled(planner, rota.cells))
    if (whole := least(planner, as_hinted=True)) != amount:
        yield from _told(world, f"the settled solution costs {whole} in the solver, not {amount}", [choice])


def posted(rule: Rule, facts: Facts) -> tuple[int, int, int]:
    """How much ``rule`` adds to a model of ``facts``: variables, constraints, and terms that it prices."""
    bare, full = (size(open_model(facts, rules, every_value=True)) for rules in ([], [rule]))
    return full[0] - bare[0], full[1] - bare[1], full[2] - bare[2]


def _open(world: Exhausted, rule: Rule) -> Planner:
    return open_model(world.rota.facts, [rule], every_value=True)


def _told(world: Exhausted, what: str, choices: Iterable[Choice]) -> Iterator[str]:
    texts = [
        ", ".join(f"{agent} {day}: {cell}" for (agent, day), cell in zip(world.free, choice, strict=True))
        for choice in choices
    ]
    return (f"{what}: {text}" for text in sorted(texts))
