"""The part of ``rota check`` that writes the baseline."""

from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.report import Report


def write_baseline(repo: Path, report: "Report") -> None:
    """Write what fails in ``report``, and say how much it is."""
    from rota.show.words import counted
    from rota.work.baseline import write

    written = write(repo, report)
    out.note(
        f"baseline.toml holds {counted(written.holds, 'finding')}, to fail nothing while they last: "
        f"{written.added} new, {written.dropped} taken out. Commit it."
    )
