"""Wishes as lines of text."""

from datetime import date

from rota.domain.wishes import NoWishes, Wish
from rota.show.safe import safe

_MEANS = {"in-person": "told in person", "phone": "told by phone", "paper": "on paper", "file": "from a file"}


def wish_line(agent: str, wish: Wish, late: date | None = None) -> str:
    """One wish of ``agent``; ``late`` is the day until which it would have been in time."""
    return safe(f"{agent} {wish.id}: {wish}{_entered(agent, wish)}{_late(late)}")


def none_line(agent: str, none: NoWishes) -> str:
    """The answer of ``agent`` that they have no wishes for a month."""
    return safe(f"{agent}: no wishes for {none.month}{_entered(agent, none)}")


def _entered(agent: str, said: Wish | NoWishes) -> str:
    if said.by is None or said.by == agent:
        return ""
    return f", {_MEANS[said.means.value] if said.means else 'entered'}, by {said.by}"


def _late(closed: date | None) -> str:
    return f", late: wishes closed on {closed}" if closed else ""
