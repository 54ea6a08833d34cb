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

    form = FORMATS["csv --raw" if asked.raw else asked.to.value]
    _fits(asked, form, output)
    edition = _edition(asked)
    content, marked = _content(edition, form, asked, output)
    became = _write(edition, asked, content, output)
    written = f", written to {output}" if output else ""
    out.note(f"This is {edition.version.title}, for {edition.audience.readers}{written}.")
    for note in filter(None, (became, marked)):
        out.note(note)


def _fits(asked: Asked, form: "Format", output: Path | None) -> None:
    """Refuse a name that says that the file is another, and a screen for what nobody can read on it."""
    from rota.work.exporting.endings import require_ending

    if output is not None:
        require_ending(output, form.content)
    elif not form.readable and sys.stdout.isatty():
        fitting = f"--output {asked.month}{form.suffix}"
        raise typer.BadParameter(f"a terminal cannot show this: name a file with {fitting}")


def _write(edition: "Edition", asked: Asked, content: bytes, output: Path | None) -> str:
    """Write it, and say what the page that it replaces was, if that was another."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return ""
    from rota.work.exporting.replaced import becomes
    from rota.work.exporting.writing import write_bytes

    pages = (To.HTML, To.BOARD)
    became = becomes(output, asked.to.value, edition.audience) if asked.to in pages else ""
    write_bytes(output, content)
    return became


def _edition(asked: Asked) -> "Edition":
    from rota.domain.audience import Audience
    from rota.files.repository import Repository
    from rota.work.edition.edition import Wanted, edition_of

    audience = Audience(asked.for_.value)
    wanted = Wanted(asked.month, audience, asked.group, asked.draft, asked.team, asked.names)
    return edition_of(Repository.open(asked.repo), wanted)


def _content(edition: "Edition", form: "Format", asked: Asked, output: Path | None) -> tuple[bytes, str]:
    """The file, and for a board what it marks: it knows the one before; every other is made of the edition alone."""
    if asked.to is not To.BOARD:
        return form.make(edition), ""
    from rota.work.exporting.hanging import board_after

    return board_after(edition, asked.hanging, output)
