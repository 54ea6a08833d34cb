"""A draw of leave as it was recorded: the scarce days, and the requests in the order of the lot."""

from collections.abc import Mapping

from rota.domain.draws import DrawEvent
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words

_PLACES = (
    Column("place", right=True),
    Column("id"),
    Column("agent"),
    Column("weight", right=True),
    Column("result"),
)
_SCARCE = (
    Column("scarce day"),
    Column("of"),
    Column("free", right=True),
    Column("asked for", right=True),
)


def leave_draw(
    id: str,
    event: DrawEvent,
    agents: Mapping[str, str],
    *,
    names: Mapping[str, str],
    color: bool = False,
) -> str:
    """The draw with its seed; ``agents`` says whose each leave is."""
    home = f" of {safe(event.home)}" if event.home else ""
    title = f"Draw {id} of leave from {event.from_} until {event.until}{home}"
    how = f"seed {event.seed}, version {event.version} of the lot, by {safe(event.by)} at {safe(event.at)}"
    scarce = [
        (
            str(each.day),
            each.name,
            str(each.free),
            str(sum(each.key in place.wanted for place in event.place)),
        )
        for each in event.scarce
    ]
    rows = [
        (str(at), place.leave, agent_words(agents[place.leave], names), str(place.weight), place.result.value)
        for at, place in enumerate(event.place, 1)
    ]
    lines: list[Line] = [
        [(title, "bold")],
        [(how, "")],
        [],
        *table(_SCARCE, scarce),
        [],
        *table(_PLACES, rows),
    ]
    return paint(lines, color=color)
