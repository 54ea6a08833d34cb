"""``rota move``: another service, or the break at another time, inside somebody's own hours."""

import re
from dataclasses import dataclass
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Agent, As, Day, Repo

EPILOG = (
    "Examples: rota move a017 2026-12-14 --service reception · "
    "rota move a017 2026-12-14 --service reception --at 13:00-15:00 · "
    "rota move a017 2026-12-14 --lunch 12:30-13:00"
)


@dataclass(frozen=True)
class Times:
    """From when to when, in minutes after midnight; a tuple would be two arguments to Typer."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Both in one."""
        return self.start, self.end


def parse_times(text: str) -> Times:
    """Times written as 13:00-15:00."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", text)
    if found:
        hours = [int(number) for number in found.groups()]
        given = Times(hours[0] * 60 + hours[1], hours[2] * 60 + hours[3])
        if given.start < given.end <= 24 * 60:
            return given
    raise typer.BadParameter(f'"{text}" are no times; write them as 13:00-15:00')


def move(
    agent: Agent,
    day: Day,
    cell: Annotated[
        str | None,
        typer.Argument(metavar="CELL", help='The whole cell, such as "early phones; 13:00-15:00 reception".'),
    ] = None,
    service: Annotated[
        str | None,
        typer.Option("--service", metavar="SERVICE", help="Serve there; for the rest of the shift, or --at."),
    ] = None,
    at: Annotated[
        Times | None,
        typer.Option("--at", metavar="TIMES", parser=parse_times, help="From when to when, 13:00-15:00."),
    ] = None,
    lunch: Annotated[
        Times | None,
        typer.Option("--lunch", metavar="TIMES", parser=parse_times, help="The break at these times."),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Move somebody to another service, or their break, inside their own hours of a day.

    It is a leader's instruction and needs no consent. Refused is what needs other hours, training that
    the agent does not have, or what breaks a must rule. Breaks and meetings stay where they are; a CELL without a
    break keeps the one that was there.
    """
    if (cell is None) == (service is None and lunch is None):
        raise typer.BadParameter("say either a CELL, or --service with or without --at, or --lunch")
    if at is not None and service is None:
        raise typer.BadParameter("--at says when --service is served; give both")
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.show.move import moved_text
    from rota.work.identity import agent_id
    from rota.work.move import Instruction
    from rota.work.move import move as work

    opened = Repository.open(repo)
    act = act_alone(opened, as_)
    spans = (at.span if at else None), (lunch.span if lunch else None)
    moved = work(opened, Instruction(agent_id(opened, agent, as_), day, cell, service, *spans), act)
    out.result(
        moved_text(moved.change, moved.effects.cover, by=act.by, id=moved.id, levels=moved.effects.levels)
    )
    if moved.outside:
        out.note(f"WARNING: {moved.outside}")
    out.findings(moved.came)
