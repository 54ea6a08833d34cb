"""``rota staff-copy``: the filtered repository that agents look at and ask in."""

from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Group, Repo, parse_month

EPILOG = "Examples: rota staff-copy ../town-hall-staff · rota staff-copy ../for-a017 --for a017"


def staff_copy(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder, or a staff copy to bring up to date.")
    ],
    group: Group = None,
    month: Annotated[
        list[str] | None,
        typer.Option(
            "--month",
            metavar="MONTH",
            parser=parse_month,
            help="A published month; default: all not yet over.",
        ),
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="AGENT", help="For one agent alone, with their own days, leave and wishes."
        ),
    ] = None,
    repo: Repo = HERE,
) -> None:
    """Write the repository that agents use: rotas in which colleagues' leave, lieu and absence are off.

    No contracts, limits, addresses, wishes or leave of others stand in it. What agents ask for there is
    taken in by `rota inbox DIR`. Run it again to bring it up to date: what was asked for and not yet taken in
    stays as it is.
    """
    from rota.files.repository import Repository
    from rota.work.identity import agent_id
    from rota.work.staff.make import make

    opened = Repository.open(repo)
    agent = None if for_ is None else agent_id(opened, for_)
    made = make(opened, folder, group, month or (), agent)
    whose = f"{agent} alone" if agent else f"everybody of {made.mark.group}"
    out.result(f"{folder} shows {whose} {', '.join(made.months) or 'no month: none is published'}.")
    out.note(f"{len(made.written)} files written, {len(made.removed)} taken away.")
    if made.waiting:
        out.note(
            f"Asked for there and not yet taken in: {made.waiting}. Take it in with: rota inbox {folder}"
        )
