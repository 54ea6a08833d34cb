"""``rota plan``: solve a month, print rota and scorecard, write a numbered draft."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Group, Month, Repo

if TYPE_CHECKING:
    from rota.domain.rota import Rota
    from rota.files.repository import Repository
    from rota.work.plan import Plan, Tell

Team = Annotated[
    str | None,
    typer.Option("--team", metavar="TEAM", help="Plan only this team anew; the others keep their cells."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", min=1, help="How long to solve at most; default: 75."),
]
Reproducible = Annotated[
    bool, typer.Option("--reproducible", help="The same input always gives the same rota; takes longer.")
]


def plan(
    month: Month,
    group: Group = None,
    team: Team = None,
    time_limit: TimeLimit = None,
    reproducible: Reproducible = False,
    repo: Repo = HERE,
) -> None:
    """Plan MONTH and write it as a new draft.

    Ctrl-C stops and keeps the best rota so far. Pins of the newest draft stay, and the scorecard
    says what they cost. Too few people give a rota with its shortfalls named; rules that
    contradict one another give the smallest set of them that does.
    """
    from rota.files.repository import Repository
    from rota.work.choose import group_of, team_of
    from rota.work.plan import Request, default_limits, warnings
    from rota.work.plan import plan as make_plan

    repository = Repository.open(repo)
    limits = default_limits(time_limit, reproducible=reproducible)
    group = group_of(repository, group)
    request = Request(group, month, team_of(repository, group, team), limits)
    for warning in warnings(repository, request):
        out.note(f"Note: {warning}")
    with _telling() as tell:
        planned = make_plan(repository, request, tell)
    _print(repository, planned)


def _print(repo: "Repository", planned: "Plan") -> None:
    from rota.show.grid import grid
    from rota.show.scorecard import scorecard
    from rota.work.card import card_of
    from rota.work.show import display_names

    names = display_names(repo)
    out.result(grid(planned.rota, names=names, width=out.width(), color=out.colour()))
    out.result("\n" + scorecard(card_of(planned), names=names, width=out.width(), color=out.colour()))
    if planned.outcome.interrupted:
        out.note("Stopped early: this is the best rota found so far.")
    if planned.outcome.crashed:
        out.note(
            "The solver crashed twice; this is the best rota it had found. Planning again may do better."
        )
    if planned.must_findings:
        out.note("\nThese must rules are broken by what was given beforehand, such as pins and leave:\n")
        out.findings(planned.must_findings)
    file = planned.file
    out.note(f"Draft {planned.number} of {file.group} {file.month} is in {file.place.file}.")


@contextmanager
def _telling() -> "Iterator[Tell]":
    """Progress on stderr: a line that renews itself on a terminal, one line every ten seconds in a pipe."""
    from rota.show.progress import LiveProgress, progress_line, progress_of

    if out.width(sys.stderr) is not None:
        with LiveProgress(sys.stderr, color=out.colour(sys.stderr)) as live:
            yield lambda *news: live.update(progress_of(*news))
        return
    told = -10.0

    def tell(seconds: float, best: "Rota | None", stage: str, gap: float | None) -> None:
        nonlocal told
        if seconds - told >= 10:
            told = seconds
            out.note(progress_line(progress_of(seconds, best, stage, gap)))

    yield tell
