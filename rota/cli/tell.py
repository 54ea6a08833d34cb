"""``rota tell``: one notice for each agent, and the record that they were told."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Draft, Group, Month, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.publishing.tell import Telling

EPILOG = "Examples: rota tell 2026-12 --output notices · rota tell 2026-12 --agent a017"


def tell(
    month: Month,
    group: Group = None,
    draft: Draft = None,
    agent: Annotated[
        str | None,
        typer.Option(metavar="AGENT", help="Only this agent's notice, me for your own; records nothing."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder for a file for each agent; default: standard output."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print or write notices, record nothing.")
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Tell every agent their part of MONTH: the published rota as it stands, or else the newest draft.

    Each notice is for one agent and says nothing of colleagues: days, Saturdays, leave, what became of
    each wish and what stood against it, and whom to ask. That all were told is recorded, with the days of
    notice; what is published later with the very same cells gives notice from that day on. A draft that
    was told is kept: `rota set` makes a new one of it.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.identity import agent_id
    from rota.work.publishing.tell import record_told, write_notices
    from rota.work.publishing.tell import tell as work

    opened = Repository.open(repo)
    act = act_alone(opened, as_)
    one = None if agent is None else agent_id(opened, agent, as_)
    telling = work(opened, group_of(opened, group), month, draft, one, act.by)
    texts = _texts(opened, telling, month)
    if output is not None:
        write_notices(opened, output, texts)
    if one is None and not dry_run:
        _told(opened, telling, record_told(opened, telling, act).notice)
    else:
        why = "--dry-run" if dry_run else "--agent tells one alone"
        out.note(f"Nothing is recorded ({why}): notice does not count from this.")
    _print(telling, texts, output)


def _texts(repo: "Repository", telling: "Telling", month: str) -> dict[str, str]:
    """Each notice under the name that its file has."""
    from rota.show.notice import notice_text
    from rota.work.show import display_names

    names = display_names(repo)
    return {f"{notice.agent}-{month}.txt": notice_text(notice, names) for notice in telling.notices}


def _told(repo: "Repository", telling: "Telling", notice: int) -> None:
    from rota.work.publishing.stage import notice_words

    target = repo.centre.notice.target
    short = f"{target - notice} short of" if notice < target else "which meets"
    out.note(f"Recorded: {telling.chosen} is told {notice_words(notice)}, {short} the target of {target}.")


def _print(telling: "Telling", texts: dict[str, str], output: Path | None) -> None:
    if telling.broken:
        out.note(f"Must rules are broken in it: see `rota check {telling.chosen.file.month}`.")
    if output is None:
        out.result(f"\n{'-' * 60}\n\n".join(texts.values()))
        return
    for name in texts:
        out.result(str(output / name))
    out.note("Each is for one agent: pass them on one by one, and keep them out of git.")
