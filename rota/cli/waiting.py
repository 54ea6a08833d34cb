"""Bare ``rota``: what waits, and the next command to type."""

from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.work.waiting import MonthState


def waiting(repo: Path) -> None:
    """Say which months have drafts or rotas, which leave is to be decided, and what to do next."""
    from rota.files.repository import Repository
    from rota.work.waiting import look_around

    found = look_around(Repository.open(repo))
    lines = [found.name, ""]
    lines += [_month(state) for state in found.months] or ["No draft and no rota yet."]
    lines += [
        f"Leave {leave.id}: {leave.agent} asks for {leave.first} until {leave.last}." for leave in found.leave
    ]
    out.result("\n".join([*lines, "", f"Next: {found.next_step}"]))


def _month(state: "MonthState") -> str:
    drafts = f"draft {state.drafts[-1]}" if state.drafts else ""
    if len(state.drafts) > 1:
        drafts = f"{len(state.drafts)} drafts, the newest is {state.drafts[-1]}"
    said = "; ".join(filter(None, ["published" if state.published else "", drafts]))
    return f"{state.group} {state.month}: {said}."
