"""Who has Saturdays to do: each open Saturday's heads shared out, and those worked credited."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY
from rota.domain.saturdays import known_from, open_saturdays, shares_in, turns_outside

WHOLE = 1000
"""One Saturday, in the thousandths in which debts are kept."""

_HALF = Fraction(1, 2)


def debts(facts: Facts) -> dict[str, int]:
    """Thousandths of a Saturday that each agent has to do, the shares of this period included.

    What is worked in the period is not credited yet. Joiners begin at the mean of those who share
    with them, rounded half up.
    """
    period = facts.period
    since = known_from(facts) or period.start
    worked = {agent.id: turns_outside(facts, agent.id) for agent in facts.people.agent}
    due: dict[str, int] = {}
    for saturday in open_saturdays(facts, since, period.start - ONE_DAY):
        sharing = shares_in(facts, saturday)
        _admit(due, sharing)
        for agent, share in _shares(facts, saturday, sharing).items():
            due[agent] += share - WHOLE * (saturday in worked[agent])
    own = open_saturdays(facts, period.start, period.end)
    _admit(due, dict.fromkeys(agent for saturday in own for agent in shares_in(facts, saturday)))
    for saturday in own:
        for agent, share in _shares(facts, saturday, shares_in(facts, saturday)).items():
            due[agent] += share
    return due


def _admit(due: dict[str, int], sharing: Iterable[str]) -> None:
    """Those who share for the first time begin at the mean of the others who share."""
    sharing = tuple(sharing)
    there = [due[agent] for agent in sharing if agent in due]
    mean = floor(Fraction(sum(there), len(there)) + _HALF) if there else 0
    due.update({agent: mean for agent in sharing if agent not in due})


def _shares(facts: Facts, saturday: date, sharing: Sequence[str]) -> dict[str, int]:
    """The heads that ``saturday`` needs, shared out by FTE, each share rounded half up."""
    standings = {agent: facts.standing(agent, saturday) for agent in sharing}
    ftes = {agent: standing.contract.fte for agent, standing in standings.items() if standing}
    whole, total = WHOLE * facts.saturday_heads(saturday), sum(ftes.values(), Fraction(0))
    by_fte = {fte: floor(whole * fte / total + _HALF) for fte in set(ftes.values())}
    return {agent: by_fte[fte] for agent, fte in ftes.items()}
