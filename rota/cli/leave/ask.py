"""``rota leave request``, ``import``, ``waitlist`` and ``withdraw``: what agents do about their own leave."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.leave.words import tell_instead, tell_risen
from rota.cli.params import HERE, Agent, As, By, Day, Half, MatterId, Means, Repo, parse_day

if TYPE_CHECKING:
    from rota.work.leave.asking import Asked

REQUEST_EPILOG = (
    "Examples: rota leave request a017 2026-12-21 2026-12-24 · rota leave request me 2026-12-21 --half morning · "
    "rota leave request a017 2026-12-21 --as tl-01 --means phone"
)
IMPORT_EPILOG = "Example: rota leave import december.csv --as tl-01 --means paper"
WAITLIST_EPILOG = "Example: rota leave waitlist k3f9"
WITHDRAW_EPILOG = "Example: rota leave withdraw k3f9"


def request(
    agent: Agent,
    first: Annotated[date, Day.__metadata__[0]],
    until: Annotated[
        date | None,
        typer.Argument(metavar="UNTIL", parser=parse_day, help="The last day; default: the first."),
    ] = None,
    half: Annotated[Half | None, typer.Option("--half", help="Only half of that one day.")] = None,
    means: By = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Ask for leave on the days from DATE until UNTIL, both included.

    What stands against it is said at once: a full day, a blackout, too few at work, too little leave left. It
    is recorded all the same, and holds its place against later requests if it could be granted. A
    leader may ask for an agent of the team, and says with --means how that was told.
    """
    from rota.cli.who import act_for
    from rota.domain import leave
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.leave.asking import Wanted
    from rota.work.leave.asking import request as work

    opened = Repository.open(repo)
    act = act_for(opened, agent_id(opened, agent, as_), as_, means)
    wanted = Wanted(first, until or first, None if half is None else leave.Half(half.value))
    asked = work(opened, act, wanted)
    out.result(asked.leave.id)
    _tell(asked)
    if opened.staff_copy is not None and opened.staff_copy.agent is None:
        out.note(
            "Everybody who has this copy can read the request; your leader can write one for you alone: "
            f"rota staff-copy DIR --for {asked.leave.agent}"
        )


def _tell(asked: "Asked") -> None:
    from rota.show.words import length

    leave = asked.leave
    out.note(
        f"{leave.agent} asks for leave {leave.days}, {length(asked.minutes)} hours of it. "
        f"A leader approves it with the id above."
    )
    for month in asked.late:
        out.note(f"The round for {month} has closed, so that it is marked as late.")
    for obstacle in asked.against:
        stands = "As things stand it cannot be granted" if obstacle.binds else "It speaks against it"
        out.note(f"{stands}: {obstacle.text}")
    tell_instead(asked.instead)


def import_leave(
    file: Annotated[
        Path, typer.Argument(metavar="CSV", help="Columns: agent, from, until, half.", dir_okay=False)
    ],
    means: Annotated[Means, typer.Option("--means", help="How the agents told you.")] = Means.FILE,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Ask for the leave of a sheet, all of it or none: every cell that cannot be read is named.

    until is the last day, by default the first; half is morning, afternoon or nothing. Each row becomes a
    request of its own. What was asked for or granted already is passed over, so a sheet can be imported again.
    """
    from rota.domain import matter
    from rota.files.repository import Repository
    from rota.work.identity import actor
    from rota.work.leave.importing import from_sheet

    opened = Repository.open(repo)
    done = from_sheet(opened, file, actor(opened, as_), matter.Means(means.value))
    out.result("\n".join(f"{id} {leave.agent} {leave.days}" for id, leave in done.written))
    for leave in done.skipped:
        out.note(f"There already: {leave.id}, leave of {leave.agent} {leave.days}.")
    if done.unread:
        out.note(f"Columns that nothing reads: {', '.join(done.unread)}.")
    out.note(f"Asked for {len(done.written)}; {len(done.skipped)} stood there already. See: rota leave list")


def waitlist(leave: MatterId, means: By = None, as_: As = None, repo: Repo = HERE) -> None:
    """Let refused leave wait for a place.

    When one frees, the first on the waitlist that can be granted waits for a leader's approval again.
    """
    from rota.cli.who import act_for
    from rota.files.repository import Repository
    from rota.work.leave.deciding import find, join_waitlist

    opened = Repository.open(repo)
    act = act_for(opened, find(opened, leave)[1].agent, as_, means)
    found, place = join_waitlist(opened, leave, act)
    # A staff copy does not show who else waits.
    where = "" if opened.staff_copy else f", in place {place}"
    out.result(f"{found.agent} is on the waitlist for leave {found.days}{where}.")


def withdraw(leave: MatterId, means: By = None, as_: As = None, repo: Repo = HERE) -> None:
    """Take leave back: at any time before it is granted, and then until it begins.

    Where it stands in a published rota, a leader takes it back for the agent (--means says how that was
    told), and what was worked before comes back; what was planned as leave from the beginning becomes
    the agent's most frequent shift of that weekday.
    """
    from rota.cli.leave.words import tell_cells
    from rota.cli.who import act_for
    from rota.files.repository import Repository
    from rota.work.leave.cells import drafted_months
    from rota.work.leave.deciding import find
    from rota.work.leave.withdrawing import withdraw as work

    opened = Repository.open(repo)
    before = find(opened, leave)[1]
    done = work(opened, leave, act_for(opened, before.agent, as_, means))
    out.result(f"Leave {done.leave.id} of {done.leave.agent} {done.leave.days} is taken back.")
    tell_cells(done.cells)
    tell_risen(done.risen)
    for month in drafted_months(opened, before) if before.granted else ():
        out.note(f"The draft of {month} still has it as leave; plan again: rota plan {month}")
