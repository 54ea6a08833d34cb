"""``rota publish``: freeze a draft as the month's rota."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Draft, Group, Month, Repo

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.work.publishing.publish import Published

EPILOG = "Examples: rota publish 2026-12 · rota publish 2026-12 --draft 2 --reason staffing"


class Late(StrEnum):
    """Why a month is published late; the same as in the domain, which is slow to load."""

    ABSENCE = "absence"
    DEMAND = "demand"
    STAFFING = "staffing"
    SYSTEM = "system"
    FIRST_USE = "first-use"


def publish(
    month: Month,
    group: Group = None,
    draft: Draft = None,
    reason: Annotated[
        Late | None, typer.Option("--reason", help="Why the notice is under the floor, where it is.")
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Publish a draft as the rota of MONTH, for good: whatever changes later is a change beside it.

    For leaders and deputies. Exits with 1, and publishes nothing, if a must rule is broken by more than
    the facts, if a cell is missing, or if the notice is under the floor of centre.toml without a reason. Notice
    counts from the day on which these very cells were told.
    """
    from rota.cli.who import act_alone
    from rota.domain.publication import LateReason
    from rota.files.repository import Repository
    from rota.work.choose import group_of
    from rota.work.publishing.publish import publish as work

    opened = Repository.open(repo)
    act = act_alone(opened, as_)
    group = group_of(opened, group)
    published = work(opened, group, month, draft, act, LateReason(reason.value) if reason else None)
    out.result(f"{group} {month} is published: draft {published.draft}, by {act.by}.")
    _report(opened, published)


def _report(repo: "Repository", published: "Published") -> None:
    from rota.domain.clock import day_words
    from rota.show.findings import closing
    from rota.work.publishing.stage import notice_words

    target = repo.centre.notice.target
    told = f"Told on {day_words(published.told)}, " if published.told else "It is "
    missed = f"{target - published.notice} short of" if published.notice < target else "which meets"
    out.note(f"{told}{notice_words(published.notice)}, {missed} the target of {target}.")
    for warning in published.warnings:
        out.note(f"Note: {warning}")
    if published.in_facts:
        out.note("Must rules that the facts alone break:")
        out.findings(published.in_facts)
    if published.waived:
        out.note("Must rules that are broken, and that HR waives:")
        out.findings(published.waived)
    out.note(f"Judged: {closing(published.findings)}")
    month = published.base.month
    out.note(f"Written: {published.file} and rotas/{published.base.group}/{month}/. Commit them.")
    several = f" --group {published.base.group}" if len(repo.centre.group) > 1 else ""
    out.note(f"Next: rota tell {month}{several}")
