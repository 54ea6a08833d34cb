"""The notice board's page that hangs there now: what it had, so that the next one can mark what is new."""

from pathlib import Path

from rota.show.board.page import to_board
from rota.show.board.printed import Printed, printed, read
from rota.show.edition.whole import Edition
from rota.show.safe import safe
from rota.show.words import counted
from rota.work.errors import Unusable

_MOST = 4_000_000
"""Bytes; the page of a group of 300 has less than a million."""


def board_after(edition: Edition, named: Path | None, output: Path | None) -> tuple[bytes, str]:
    """The page of ``edition`` with what has changed since the page that hangs there marked, and how much that is."""
    last = hanging(named, output)
    return to_board(edition, last).encode(), _marked(edition, last, named or output)


def _marked(edition: Edition, last: Printed | None, place: Path | None) -> str:
    nothing = "Nothing to compare with"
    if last is None:
        where = f"no board hung in {place}" if place else "name the page that hangs there with --hanging"
        return f"{nothing}: {where}."
    if (last.group, last.month) != (edition.group, edition.month):
        return f"{nothing}: the board in {place} was of {safe(last.group)} {safe(last.month)}."
    now = printed(edition, last)
    marked = sum(len(days) for days in now.before.values())
    if marked:
        return f"{counted(marked, 'cell')} {'is' if marked == 1 else 'are'} marked against {safe(now.since)}."
    again = last.mark == edition.version.mark
    why = "this version hung there already" if again else f"none has changed since {safe(now.since)}"
    return f"No cell is marked: {why}."


def hanging(named: Path | None, output: Path | None) -> Printed | None:
    """The last print: the page ``named``, or else the one that ``output`` is about to replace; None where there is none.

    Unusable where a page is named that is none of ours: nobody should hang up a sheet whose marks are wrong.
    """
    if named is None:
        return _read(output) if output is not None and output.is_file() else None
    if not named.is_file():
        raise Unusable(
            f"{named}: there is no such file; name the page that hangs there, or leave --hanging out"
        )
    found = _read(named)
    if found is None:
        raise Unusable(f"{named}: this is no page that rota made for a notice board, or it was edited since")
    return found


def _read(path: Path) -> Printed | None:
    if path.stat().st_size > _MOST:
        return None
    return read(path.read_text("utf-8", errors="replace"))
