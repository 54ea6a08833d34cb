"""What several commands about leave say on the way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.domain.leave import Leave
    from rota.domain.matter import CellChange


def tell_instead(instead: "Sequence[Leave]") -> None:
    """Name the free stretches nearby."""
    if instead:
        out.note(f"Free instead: {'; '.join(leave.days for leave in instead)}.")


def tell_risen(risen: "Sequence[Leave]") -> None:
    """Say who moves up on the waitlist, and what a leader does about it."""
    for leave in risen:
        out.note(
            f"{leave.agent} moves up on the waitlist: leave {leave.id} {leave.days} could be granted now. "
            f"Next: rota leave approve {leave.id}"
        )


def tell_cells(cells: "Sequence[CellChange]") -> None:
    """Say which published cells changed."""
    for cell in cells:
        out.note(f"{cell.agent} on {cell.day}: {cell.before} is now {cell.after}.")
