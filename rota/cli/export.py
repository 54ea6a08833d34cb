"""``rota export``: a month's rota in the form that its readers live in."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Draft, Group, Month, Repo

EPILOG = "Examples: rota export 2026-12 --to csv --output december.csv · rota export 2026-12 --to json --for leader | jq ."


class To(StrEnum):
    """What can be exported to."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    BOARD = "board"


class For(StrEnum):
    """Who is to read it; the same as in the domain, which is slow to load."""

    TEAM = "team"
    LEADER = "leader"
    HR = "hr"


def export(  # noqa: PLR0913, PLR0917 - one for each option
    month: Month,
    to: Annotated[To, typer.Option("--to", help="The format.", show_default=False)],
    for_: Annotated[
        For, typer.Option("--for", help="Who is to read it: what they may not see is not in it.")
    ] = For.TEAM,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new or existing file; default: standard output.")
    ] = None,
    group: Group = None,
    team: Annotated[str | None, typer.Option(metavar="TEAM", help="Only this team.")] = None,
    draft: Draft = None,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV for programs: no byte order mark, no guard against formulas.")
    ] = False,
    hanging: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The board that hangs there, to mark what is new; default: the one that --output replaces.",
        ),
    ] = None,
    repo: Repo = HERE,
) -> None:
    """Export a month's rota: the published one, or else the newest draft.

    For the team, leave, lieu, absence and training of everybody are off, and nobody's hours, wishes or contract are in
    it. For leaders cells are as they are, with hours, lieu and wishes; for HR contracts and leave taken stand beside them.
    """
    _fits(to, for_, raw=raw, hanging=hanging)
    from rota.domain.audience import Audience
    from rota.files.repository import Repository
    from rota.work.edition.edition import Wanted, edition_of
    from rota.work.exporting.formats import FORMATS
    from rota.work.exporting.hanging import board_after
    from rota.work.exporting.writing import write_bytes

    wanted = Wanted(month, Audience(for_.value), group, draft, team, names)
    edition = edition_of(Repository.open(repo), wanted)
    form = FORMATS["csv --raw" if raw else to.value]
    content = board_after(edition, hanging, output) if to is To.BOARD else form.make(edition)
    if output is None:
        _print(content, binary=form.binary)
    else:
        write_bytes(output, content)
    written = f", written to {output}" if output else ""
    out.note(f"This is {edition.version.title}, for {_readers(for_)}{written}.")


def _fits(to: To, for_: For, *, raw: bool, hanging: Path | None) -> None:
    """Refuse options that say nothing about this format."""
    if raw and to is not To.CSV:
        raise typer.BadParameter("--raw goes with --to csv")
    if hanging is not None and to is not To.BOARD:
        raise typer.BadParameter("--hanging goes with --to board")
    if to is To.BOARD and for_ is not For.TEAM:
        raise typer.BadParameter("a notice board is for the team: leave out --for")


def _readers(for_: For) -> str:
    return {For.TEAM: "the team", For.LEADER: "leaders", For.HR: "HR"}[for_]


def _print(content: bytes, *, binary: bool) -> None:
    if not binary:
        out.result(content.decode())
    elif sys.stdout.isatty():
        raise typer.BadParameter("this format is no text: name a file with --output")
    else:
        sys.stdout.buffer.write(content)
