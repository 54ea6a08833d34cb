"""Hold the planner's rota against the referee: breaches beyond the facts, and amounts that differ."""

from collections.abc import Iterator, Sequence

from rota.checking import Verdict, breaches
from rota.model.result import Amounts
from rota.rules import Level


class DisagreementError(Exception):
    """Planner and checkers do not agree about a rota: one of the two is wrong, and it is our fault."""

    def __init__(self, points: Sequence[str]) -> None:
        super().__init__("the planner and the checkers disagree: " + "; ".join(points))
        self.points = tuple(points)


def disagreements(verdicts: Sequence[Verdict], amounts: Amounts) -> Iterator[str]:
    """Where the checkers' verdicts on a planned rota are not what the planner counted."""
    for place, verdict in enumerate(verdicts):
        if verdict.rule.level is Level.MUST:
            # A pin may leave no way out only because of another rule, which this rule's checker cannot see.
            if verdict.amount > amounts.by_facts.get(place, 0):
                yield from (f"{finding.code} {finding.message}" for finding in breaches([verdict]))
        else:
            planned, strong = amounts.by_rule.get(place, 0), amounts.strong.get(place, 0)
            if (verdict.amount, verdict.strong_amount) != (planned, strong):
                yield f"{verdict.rule.code} counts {verdict.amount} {verdict.rule.counts_in}, the planner {planned}"
