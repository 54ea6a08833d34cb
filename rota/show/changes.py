"""Swaps, cover and other changes of rotas as a list."""

from collections.abc import Sequence

from rota.show.paint import paint
from rota.show.table import Column, table

_TITLES = ("ID", "kind", "state", "about", "how it stands")


def changes_text(rows: Sequence[tuple[str, str, str, str, str]], *, color: bool = False) -> str:
    """A line for each change: id, kind, state, what it is about, and how it stands."""
    return paint(table([Column(title) for title in _TITLES], rows), color=color)
