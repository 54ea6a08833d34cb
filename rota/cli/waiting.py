"""Bare ``rota``: what waits for whoever runs it, and the next command to type."""

from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.waiting import MonthState


def waiting(repo: Path) -> None:
    """Say what waits: for a leader, an agent or HR their own, for somebody unknown what anybody may see."""
    from rota.files.repository import Repository

    opened = Repository.open(repo)
    person = _who(opened)
    out.prose(_general(opened) if person is None else _desk(opened, person))


def _who(repo: "Repository") -> str | None:
    """Who looks, if that can be told; looking needs no name."""
    from rota.work.errors import Unusable
    from rota.work.identity import acting

    try:
        return acting(repo, None)
    except Unusable:
        return None


def _desk(repo: "Repository", person: str) -> str:
    from rota.show.waiting import desk_text
    from rota.work.desk import desk_of
    from rota.work.show import display_names

    return desk_text(desk_of(repo, person), display_names(repo), color=out.colour())


def _general(repo: "Repository") -> str:
    from rota.work.waiting import look_around

    found = look_around(repo)
    lines = [found.name, ""]
    lines += [_month(state) for state in found.months] or ["No draft and no rota yet."]
    lines += [
        f"Leave {leave.id}: {leave.agent} asks for {leave.first} until {leave.last}." for leave in found.leave
    ]
    return "\n".join([*lines, "", f"Next: {found.next_step}"])


def _month(state: "MonthState") -> str:
    if state.unplanned:
        from rota.show.waiting import begun_words

        return f"{state.group} {state.month}: {begun_words(state.month)}."
    drafts = f"draft {state.drafts[-1]}" if state.drafts else ""
    if len(state.drafts) > 1:
        drafts = f"{len(state.drafts)} drafts, the newest is {state.drafts[-1]}"
    said = "; ".join(filter(None, ["published" if state.published else "", drafts]))
    return f"{state.group} {state.month}: {said}."
