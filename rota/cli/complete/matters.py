"""The ids of matters that a command can be about: those that are open where it settles something."""

from collections.abc import Iterator

from rota.cli.complete.reading import Shallow, is_id

_FOLDERS = {"leave": "leave", "swap": "changes", "cover": "changes", "absence": "absence"}
_OPEN = frozenset({"requested", "offered", "accepted"})
_WAITING = frozenset({"requested", "waitlisted"})
_STEPS = {
    "leave approve": _WAITING,
    "leave refuse": _WAITING,
    "leave waitlist": {"refused"},
    "leave withdraw": _WAITING | {"approved"},
    **{
        f"{group} {verb}": _OPEN
        for group in ("swap", "cover")
        for verb in ("accept", "decline", "withdraw", "approve", "reject")
    },
    **{f"{group} void": {"approved", "recorded"} for group in ("swap", "cover")},
    **{f"absence {verb}": {"recorded", "ended"} for verb in ("end", "void")},
}
"""The last steps of the matters that a command is for; one that is not here is for any."""


def matters(repo: Shallow, path: str) -> Iterator[str]:
    """The ids of the matters that the command ``path`` is for, the latest first."""
    group, _, verb = path.partition(" ")
    folder, steps = _FOLDERS.get(group, ""), _STEPS.get(path)
    for id, step, kind in repo.matters(folder) if folder else ():
        # Any change can be voided or looked at by either family of commands.
        fits = folder != "changes" or verb in {"void", "show"} or kind == group
        if fits and (steps is None or step in steps):
            yield id


def drawn(repo: Shallow) -> Iterator[str]:
    """The ids of draws."""
    return (id for id, _, _ in repo.matters("draws"))


def wishes(repo: Shallow, agent: str) -> list[str]:
    """The ids of the wishes of ``agent``, where that is said by id."""
    return repo.ids(f"wishes/{agent}.toml", "wish") if is_id(agent) else []
