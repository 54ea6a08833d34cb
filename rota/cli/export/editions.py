"""``rota export`` of an edition: the month as its readers may see it, as a file or on standard output."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rota.cli import out
from rota.cli.export.options import For, To

if TYPE_CHECKING:
    from rota.show.edition.whole import Edition
    from rota.work.exporting.formats import Format

_READERS = {For.TEAM: "the team", For.LEADER: "leaders", For.HR: "HR"}


@dataclass(frozen=True)
class Asked:
    """Which month, for whom, in which format, and how."""

    repo: Path
    month: str
    to: To
    for_: For
    group: str | None
    team: str | None
    draft: int | None
    names: bool
    raw: bool
    hanging: Path | None


def export(asked: Asked, output: Path | None) -> None:
    """Make the edition, write it, and say what it is."""
    from rota.work.exporting.formats import FORMATS
    from rota.work.exporting.writing import write_bytes

    form = FORMATS["csv --raw" if asked.raw else asked.to.value]
    if form.binary and output is None and sys.stdout.isatty():
        raise typer.BadParameter("this format is no text: name a file with --output")
    edition = _edition(asked)
    content = _content(edition, form, asked, output)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        write_bytes(output, content)
    written = f", written to {output}" if output else ""
    out.note(f"This is {edition.version.title}, for {_READERS[asked.for_]}{written}.")


def _edition(asked: Asked) -> "Edition":
    from rota.domain.audience import Audience
    from rota.files.repository import Repository
    from rota.work.edition.edition import Wanted, edition_of

    audience = Audience(asked.for_.value)
    wanted = Wanted(asked.month, audience, asked.group, asked.draft, asked.team, asked.names)
    return edition_of(Repository.open(asked.repo), wanted)


def _content(edition: "Edition", form: "Format", asked: Asked, output: Path | None) -> bytes:
    """A board knows the one before it; every other format is made of the edition alone."""
    if asked.to is not To.BOARD:
        return form.make(edition)
    from rota.work.exporting.hanging import board_after

    return board_after(edition, asked.hanging, output)
