"""``rota inbox``: take in what agents asked for in staff copies, and list what became of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, As, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.staff.inbox import Item

EPILOG = "Examples: rota inbox ../town-hall-staff · rota inbox ../copies/* --dry-run · rota inbox --all"


def inbox(
    copies: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR", help="Staff copies; without any, list the answers."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what waits, and take nothing in.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List what was taken in too, not only what was refused.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Take in what agents asked for in staff copies: requests, answers and wishes, each once.

    Each is held against the rota as it is: what has moved since the copy was made, or is not theirs, is not taken in.
    Exits with 1 if something was not. Without DIR it lists what was refused so far.
    """
    from rota.files.repository import Repository

    opened = Repository.open(repo)
    if not copies:
        if dry_run:
            raise typer.BadParameter("--dry-run needs a DIR: rota inbox ../town-hall-staff --dry-run")
        _list(opened, everything=everything)
        return
    if everything:
        raise typer.BadParameter("--all lists answers; leave out DIR")
    refused = [_take(opened, copy, as_, dry_run=dry_run) for copy in copies]
    if any(refused):
        raise typer.Exit(Exits.FINDINGS)


def _take(repo: "Repository", copy: Path, as_: str | None, *, dry_run: bool) -> bool:
    """Whether something was not taken in."""
    from rota.work.identity import acting
    from rota.work.staff.inbox import take_in, waiting

    by = acting(repo, as_)
    refused = taken = 0
    for item in waiting(repo, copy, by) if dry_run else take_in(repo, copy, by):
        out.prose(_line(item))
        taken += item.outcome is None or item.outcome.ok
        refused += not (item.outcome is None or item.outcome.ok)
    if dry_run:
        out.note(f"{copy}: {taken} to take in." if taken else f"{copy}: nothing waits.")
    elif taken or refused:
        out.note(
            f"{copy}: {taken} taken in, {refused} not. Bring the copy up to date: rota staff-copy {copy}"
        )
    else:
        out.note(f"{copy}: nothing waits.")
    return bool(refused)


def _line(item: "Item") -> str:
    from rota.show.inbox import taken_line, waiting_line

    asked = item.asked
    if item.outcome is None:
        return waiting_line(asked.key, asked.agent, asked.about)
    return taken_line(asked.key, asked.agent, asked.about, item.outcome.verdict, item.outcome.why)


def _list(repo: "Repository", *, everything: bool) -> None:
    from rota.show.inbox import answer_line
    from rota.work.staff.inbox import answers

    # Agents are told all that became of what they asked for; a leader is after what was not taken in.
    found = answers(repo, everything=everything or repo.staff_copy is not None)
    out.prose("\n".join(answer_line(answer) for answer in found))
    if not found:
        out.note("Nothing was refused." if repo.staff_copy is None and not everything else "No answers yet.")
