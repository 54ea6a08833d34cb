"""One writer at a time: what an event was judged against cannot change while it is written.

The lock is the system's own, on the repository's folder: it leaves no file behind, and goes with
whoever holds it, however they end. Where a system has none (Windows, some network drives) nothing is
locked: of two writers to one matter one still wins, and two changes of one cell are found on reading.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad

PATIENCE = 60.0
"""Seconds to wait for others who write; each needs a small part of one."""


@contextmanager
def turn(root: Path) -> Iterator[None]:
    """Keep other writers out of the repository meanwhile; BadInput if one of them does not come to an end.

    It is not to be taken twice by one and the same command.
    """
    handle = _handle(root)
    try:
        if handle is not None:
            _wait(handle)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _handle(root: Path) -> int | None:
    try:
        return os.open(root, os.O_RDONLY)
    except OSError:
        # Windows opens no folders.
        return None


def _wait(handle: int) -> None:
    if _lock(handle, at_once=True):
        return
    # The system lets those who wait in by their turn, but for as long as it takes: so not in this thread.
    waiting = threading.Thread(target=_lock, args=(handle,), daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    if waiting.is_alive():
        raise bad(
            Code.NOT_WRITTEN,
            f"nothing was written: another rota has been writing here for over {PATIENCE:.0f} seconds",
            "end the other rota, which may be suspended, and try again",
            Place(""),
        )


def _lock(handle: int, *, at_once: bool = False) -> bool:
    """Whether the lock is ours now; a drive that knows no locks is used without."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if at_once else 0))
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
