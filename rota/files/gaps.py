"""Days on which an agent of a rota has no cell: a rota made by hand may have forgotten some."""

from collections.abc import Iterator
from datetime import date

from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.files.codes import Code
from rota.files.errors import fault
from rota.rules import Finding


def rota_gaps(rota: Rota) -> tuple[Finding, ...]:
    """A must finding for each stretch of days on which an agent belongs to the rota and has no cell."""
    return tuple(
        _finding(rota, agent, first, last) for agent in rota.agents for first, last in _stretches(rota, agent)
    )


def _stretches(rota: Rota, agent: str) -> Iterator[tuple[date, date]]:
    cells = rota.cells.get(agent, {})
    missing = [day for day in rota.days if day not in cells and rota.facts.present(agent, day)]
    first = None
    for day in missing:
        first = first or day
        if day + ONE_DAY not in missing:
            yield first, day
            first = None


def _finding(rota: Rota, agent: str, first: date, last: date) -> Finding:
    when = f"on {first}" if first == last else f"from {first} to {last}"
    published = rota.place.file.startswith("rotas/")
    return fault(
        Code.GAP,
        f"{agent} has no cell {when}",
        "plan the rest of the month anew: rota plan --from DATE"
        if published
        else 'add the missing days, at least as "off", or plan the month again',
        rota.place.at("cells", agent),
        agent=agent,
    ).with_(amount=(last - first).days + 1, day=first)
