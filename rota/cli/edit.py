"""``rota set``, ``rota pin`` and ``rota unpin``: edit a draft by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, Agent, As, Day, Draft, Group, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.edit import Edited, Target

SET_EPILOG = 'Examples: rota set a017 2026-12-01 "late phones" · rota set a017 2026-12-01 off'
PIN_EPILOG = "Example: rota pin a017 2026-12-01"
UNPIN_EPILOG = "Example: rota unpin a017 2026-12-01"
CellText = Annotated[
    str,
    typer.Argument(
        metavar="CELL",
        help='"PATTERN SERVICE", off, lieu, leave, training...; timed parts behind semicolons.',
    ),
]


def set_cell(
    agent: Agent,
    day: Day,
    cell: CellText,
    group: Group = None,
    draft: Draft = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Put a cell into the newest draft, pin it there, and check the draft again.

    A shift whose pattern has a break-window gets its break where it costs least, unless you write one. A draft is its
    leader's: what breaks a rule is saved all the same. A draft that staff were told
    stays as it was, and the edit is a new draft. Exits with 1 if the edit brought findings of must
    rules; with 1 if the month is published or you lead no team of it, with 2 if the cell cannot be
    understood: then nothing is saved.
    """
    from rota.work.edit import set_cell as work

    opened, target = _target(repo, agent, day, group, draft, as_)
    _report(target, work(opened, target, cell))


def pin(
    agent: Agent, day: Day, group: Group = None, draft: Draft = None, as_: As = None, repo: Repo = HERE
) -> None:
    """Keep a cell of the newest draft as it is when the month is planned again."""
    from rota.work.edit import pin as work

    opened, target = _target(repo, agent, day, group, draft, as_)
    _report(target, work(opened, target))


def unpin(
    agent: Agent, day: Day, group: Group = None, draft: Draft = None, as_: As = None, repo: Repo = HERE
) -> None:
    """Let the planner decide a pinned cell again."""
    from rota.work.edit import unpin as work

    opened, target = _target(repo, agent, day, group, draft, as_)
    _report(target, work(opened, target))


def _target(
    repo: Path, agent: str, day: Day, group: str | None, draft: int | None, as_: str | None
) -> "tuple[Repository, Target]":
    from rota.files.repository import Repository
    from rota.work.edit import Target
    from rota.work.identity import acting, agent_id

    opened = Repository.open(repo)
    return opened, Target(agent_id(opened, agent, as_), day, acting(opened, as_), group, draft)


def _report(target: "Target", edited: "Edited") -> None:
    from rota.rules import Level
    from rota.show.words import times

    out.result(f"{target.agent} on {target.day}: {_change(edited)}, by {target.by}, in {edited.draft}.")
    for pause in edited.placed:
        out.note(f"Its break is {times(pause.start, pause.end)}, where it costs least.")
    if edited.outside:
        out.note(f"WARNING: {edited.outside}; it is kept as you wrote it")
    if edited.told:
        out.note(f"WARNING: {edited.told}")
    if edited.came:
        out.note("Findings that came with it:")
        out.findings(edited.came)
    if edited.went:
        out.note("Findings that are gone:")
        out.findings(finding.with_(fix="", place=None) for finding in edited.went)
    if not (edited.came or edited.went):
        out.note("No finding came and none went.")
    musts = (found for found in edited.came if found.level is Level.MUST and not found.unknown)
    if any(found.excuse is None for found in musts):
        raise typer.Exit(Exits.FINDINGS)


def _change(edited: "Edited") -> str:
    pinned = "pinned" if edited.pinned else "no longer pinned"
    if edited.before == edited.after:
        return f"{edited.after}, {pinned}"
    return f"{edited.before} is now {edited.after}, {pinned}"
