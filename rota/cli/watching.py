"""A screen that is drawn anew whenever files of the repository change, until Ctrl-C."""

import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from math import ceil
from pathlib import Path

import typer

from rota.cli import out

POLL = 1.0
"""Seconds between two looks at the files."""

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""To the terminal's other screen, without a cursor, and back to what stood there before."""

CLEAR = "\x1b[H\x1b[2J"


def watch(
    repo: Path,
    draw: Callable[[], str],
    *,
    by_minute: bool = False,
    fewer: str = "",
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Show what ``draw`` says, and again after each change of a file, of the window and, ``by_minute``, of the time.

    Where the window does not hold it, ``fewer`` is the option that shows less. The time is that of the centre. Ctrl-C ends it. Broken files are named and looked at again once they change; what was asked for and does not exist raises
    Unusable, as without watching. BadParameter where there is no terminal to draw on.
    """
    if not out.screen():
        raise typer.BadParameter("--watch draws on a terminal; leave it out in a pipe or a file")
    from rota.files.paths import find_root

    root = find_root(repo)
    look = _Look(root, by_minute=by_minute)
    try:
        seen, text = look(), _drawn(draw, strict=True)
        with _screen():
            while True:
                sys.stdout.write(CLEAR + fitted(text, shutil.get_terminal_size(), _now(root), fewer))
                sys.stdout.flush()
                while look() == seen:
                    pause(POLL)
                # The look comes first: what changes while it is drawn is drawn once more.
                seen, text = look(), _drawn(draw)
    except KeyboardInterrupt:
        return


class _Look:
    """Everything that makes the picture another."""

    def __init__(self, root: Path, *, by_minute: bool) -> None:
        self._root = root
        self._by_minute = by_minute

    def __call__(self) -> tuple[object, ...]:
        from rota.files.fingerprint import fingerprint

        minute = _now(self._root)[:5] if self._by_minute else ""
        return fingerprint(self._root), shutil.get_terminal_size(), minute


def _now(root: Path) -> str:
    """The time at the centre, also where its files are broken just now."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from rota.cli.complete.reading import Shallow
    from rota.domain.centre import Centre
    from rota.work.clock import now

    usual = Centre.model_fields["zone"].default
    zone = Shallow(str(root)).data("centre.toml").get("zone", usual)
    try:
        return f"{now().astimezone(ZoneInfo(zone)):%H:%M:%S}"
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        return f"{now().astimezone(ZoneInfo(usual)):%H:%M:%S}"


def _drawn(draw: Callable[[], str], *, strict: bool = False) -> str:
    """The picture; where it cannot be drawn what is wrong, unless ``strict`` and it is the command that is."""
    from rota.cli.exits import exit_code
    from rota.files.errors import BadInput
    from rota.packs import PackError
    from rota.show.fold import folded
    from rota.work.errors import Unusable

    try:
        return draw()
    except (BadInput, PackError, Unusable, OSError) as error:
        if strict and isinstance(error, Unusable):
            raise
        with redirect_stderr(io.StringIO()) as said:
            exit_code(error)
        return f"{folded(said.getvalue(), out.width())}\nThis is looked at again as soon as a file changes.\n"


def fitted(text: str, size: os.terminal_size, now: str, fewer: str = "") -> str:
    """As many lines of ``text`` as the window holds, and a last line that says when it was drawn and what is left out.

    ``fewer`` is an option that leaves less out.
    """
    from rota.show.fold import columns_of

    lines, room = text.rstrip("\n").split("\n"), size.lines - 1
    shown = 0
    for line in lines:
        room -= max(1, ceil(columns_of(line) / size.columns))
        if room < 0:
            break
        shown += 1
    left = len(lines) - shown
    where = f"below, fewer with {fewer}" if fewer else "below the window"
    more = f"; {left} more {'line' if left == 1 else 'lines'} {where}" if left else ""
    status = f"Drawn {now}{more}; Ctrl-C ends."[: size.columns]
    return "".join(f"{line}\r\n" for line in lines[:shown]) + status


@contextmanager
def _screen() -> Iterator[None]:
    """The terminal's other screen, which goes away as it came; SIGTERM leaves it as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.stdout.write(ENTER)
    try:
        yield
    finally:
        sys.stdout.write(LEAVE)
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, before)
