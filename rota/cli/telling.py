"""Progress of a solve on stderr, for every command that solves."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.domain.rota import Rota
    from rota.work.planning.solving import Tell


@contextmanager
def telling() -> "Iterator[Tell]":
    """Progress on stderr: a line that renews itself on a terminal, one line every ten seconds in a pipe."""
    from rota.show.progress import LiveProgress, progress_line, progress_of

    if out.width(sys.stderr) is not None:
        with LiveProgress(sys.stderr, color=out.colour(sys.stderr)) as live:
            yield lambda *news: live.update(progress_of(*news))
        return
    told = -10.0

    def tell(seconds: float, best: "Rota | None", stage: str, gap: float | None) -> None:
        nonlocal told
        if seconds - told >= 10:
            told = seconds
            out.note(progress_line(progress_of(seconds, best, stage, gap)))

    yield tell
