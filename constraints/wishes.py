"""WISH01 wishes: what agents wish for is granted where it can be.

Why      Being asked, and being taken seriously where it costs nobody anything, is what makes a rota one's
         own.
Source   The agents' own wishes (``wishes/AGENT.toml``), mild or strong.
Counts   Wishes refused. A wish for a pattern or a service is refused by a shift of another one, Saturdays apart, a day
         off and a Saturday off by any shift. It is one wish, however many of its days go against it;
         a day without a shift goes against none.
Carries  Nothing: of a wish that reaches beyond the period, the days inside are judged.
Costs    One per wish refused; strong wishes are settled before mild ones.
Waive    Nothing to waive: at ``wish`` a refusal fails no check, and it is counted in wish-share.

    [[rule]]
    use = "wishes"
    level = "wish"

    [[pass]]
    name = "late all week, as wished"
    wishes.ann = [{ what = "pattern", pattern = "late", from = 1, until = 5 }]
    rota.ann = "LLLLL.."

    [[fail]]
    name = "an early on Thursday"
    wishes.ann = [{ what = "pattern", pattern = "late", from = 1, until = 5 }]
    rota.ann = "LLLEL.."
    breaks = ["ann 4"]
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.rota import Rota
from rota.domain.wishes import Wish, WishFor
from rota.rules import Count, Finding, Level, Reach, RotaModel, Rule


class Wishes(Rule):
    """Each wish is granted; a refused one counts 1, strong before mild."""

    code: ClassVar[str] = "WISH01"
    name: ClassVar[str] = "wishes"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "wishes"
    remedy: ClassVar[str] = (
        "tell the agent, or change the cell of a draft with `rota set`, of a published rota by a swap"
    )

    level: Level = Level.WISH

    def encode(self, model: RotaModel) -> None:
        """Prefer that none of a wish's days goes against it."""
        for agent in model.facts.agents:
            for wish in model.facts.wishes.get(agent, ()):
                against = refusals(model, agent, wish)
                if against:
                    model.prefer_not(self, against, f"{agent} wishes {wish}", strong=wish.strong)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Read each wish's days in the rota, and stop at what goes against it."""
        for agent in rota.agents:
            for wish in rota.facts.wishes.get(agent, ()):
                against = [
                    (day, cell)
                    for day in wish.days(rota.start, rota.end)
                    if (cell := rota.cell(agent, day)) is not None and wish.refused_by(cell)
                ]
                if against:
                    yield self._refused(rota, agent, wish, against)

    def _refused(self, rota: Rota, agent: str, wish: Wish, against: list[tuple[date, Cell]]) -> Finding:
        """One day that is a fact is enough to refuse the wish whatever is planned."""
        day, cell = against[0]
        more = f" and against it on {len(against) - 1} more" if len(against) > 1 else ""
        keys = [(agent, day) for day, _ in against]
        settled = [key for key in keys if key in rota.facts.fixed]
        message = f"{agent} wished {wish}, works {cell} on {day_words(day)}{more}"
        return self.finding(agent, day, message, cells=settled or keys, strong=wish.strong)


def refusals(model: RotaModel, agent: str, wish: Wish) -> list[Count]:
    """For each day of ``wish`` in the period: 1 if what is worked goes against it."""
    period = model.facts.period
    days = tuple(wish.days(period.start, period.end))
    if wish.what is WishFor.PATTERN:
        return [model.works(agent, day) - model.shift(agent, day, pattern=wish.pattern) for day in days]
    if wish.what is WishFor.SERVICE:
        return [model.works(agent, day) - model.shift(agent, day, service=wish.service) for day in days]
    return [model.works(agent, day) for day in days]
