"""``rota leave approve`` and ``refuse``: what leaders decide."""

from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.leave.words import tell_cells, tell_instead, tell_risen
from rota.cli.params import HERE, As, MatterId, Repo

APPROVE_EPILOG = "Example: rota leave approve k3f9 --as tl-01"
REFUSE_EPILOG = (
    "Examples: rota leave refuse k3f9 --reason cap · rota leave refuse k3f9 --reason cover --waitlist"
)


class Why(StrEnum):
    """Why leave is refused; the reasons of the domain, which is slow to load, but for the draw's own."""

    CAP = "cap"
    BLACKOUT = "blackout"
    BALANCE = "balance"
    COVER = "cover"
    NOTICE = "notice"


def approve(leave: MatterId, as_: As = None, repo: Repo = HERE) -> None:
    """Grant leave; in published months the rota changes with it.

    Exits with 1, and says why, where a day is full, a blackout or the balance forbids it, others who asked
    first hold the places, or a must rule would be broken. Nobody approves their own.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.show.levels import change_lines
    from rota.show.words import shortfall_words
    from rota.work.leave.cells import drafted_months
    from rota.work.leave.deciding import approve as work

    opened = Repository.open(repo)
    act = act_alone(opened, as_)
    done = work(opened, leave, act)
    out.result(f"{done.leave.agent} has leave {done.leave.days}, approved by {act.by}.")
    tell_cells(done.cells)
    for shortfall in done.short:
        out.note(f"It leaves {shortfall_words(shortfall)}.")
    for line in change_lines(done.levels):
        out.note(f"It means {line}.")
    for obstacle in done.advice:
        out.note(f"It was granted against advice: {obstacle.text}")
    for month in drafted_months(opened, done.leave):
        out.note(f"The draft of {month} does not know of it yet; plan again: rota plan {month}")


def refuse(
    leave: MatterId,
    reason: Annotated[
        Why,
        typer.Option("--reason", help="Why; a code, as no text about people is kept.", show_default=False),
    ],
    waitlist: Annotated[
        bool, typer.Option("--waitlist", help="Put it on the waitlist at once, in case a place frees.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Refuse leave, and name the nearest free stretches of the same length."""
    from rota.cli.who import act_alone
    from rota.domain.leave import Reason
    from rota.files.repository import Repository
    from rota.work.leave.deciding import refuse as work

    opened = Repository.open(repo)
    act = act_alone(opened, as_)
    done = work(opened, leave, act, Reason(reason.value), wait=waitlist)
    found = done.leave
    out.result(f"Leave {found.id} of {found.agent} {found.days} is refused ({reason.value}), by {act.by}.")
    if waitlist:
        out.note(
            f"It is on the waitlist; if {found.agent} does not want that: rota leave withdraw {found.id}"
        )
    else:
        out.note(f"{found.agent} may join the waitlist: rota leave waitlist {found.id}")
    tell_instead(done.instead)
    if not done.instead:
        out.note("No stretch of that length is free within two months of it.")
    tell_risen(done.risen)
