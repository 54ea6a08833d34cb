"""``rota plan``: solve a month, print rota and scorecard, write a numbered draft; or the rest of a published one."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, As, Group, Means, Repo, parse_day
from rota.cli.telling import telling

if TYPE_CHECKING:
    from rota.cli.replan import Word
    from rota.files.repository import Repository
    from rota.model.result import Limits
    from rota.work.planning.plan import Plan
    from rota.work.planning.replan import Request

Team = Annotated[
    str | None,
    typer.Option("--team", metavar="TEAM", help="Plan only this team anew; the others keep their cells."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", min=1, help="How long to solve at most; default: 75."),
]
From = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=parse_day,
        help="Plan the rest of a published month anew from this day, as a change of it that moves the fewest people.",
    ),
]
Consent = Annotated[
    Means | None,
    typer.Option(
        "--means",
        help="With --from: how those have agreed whose hours change inside the notice window.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="With --from: record the change without asking.")]
Reproducible = Annotated[
    bool, typer.Option("--reproducible", help="The same input always gives the same rota; takes longer.")
]


def plan(  # noqa: PLR0913, PLR0917 - one for each option
    month: AnyMonth = None,
    from_: From = None,
    group: Group = None,
    team: Team = None,
    time_limit: TimeLimit = None,
    reproducible: Reproducible = False,
    yes: Yes = False,
    means: Consent = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Plan MONTH and write it as a new draft, or the rest of a published month.

    Ctrl-C stops and keeps the best rota so far. Pins of the newest draft stay, and the scorecard
    says what they cost. Too few people give a rota with its shortfalls named; rules that
    contradict one another give the smallest set of them that does. A draft that staff were told is
    what the plan stays close to, as far as cover, rules and wishes let it.

    With --from a published month is planned anew from DATE on, after somebody has come or left or
    has a new contract. Cells of the next days change only where must rules force it; then cover comes
    first, and then the fewest people are moved. A leader's change is recorded on --yes.
    """
    from rota.cli.replan import Word
    from rota.files.repository import Repository
    from rota.work.choose import group_of, team_of
    from rota.work.errors import Unusable
    from rota.work.planning.replan import Request
    from rota.work.planning.solving import default_limits

    repository = Repository.open(repo)
    limits = default_limits(time_limit, reproducible=reproducible)
    group = group_of(repository, group)
    team = team_of(repository, group, team)
    if from_ is not None:
        request = Request(group, from_, team, limits)
        _replan(repository, month, request, Word(as_, yes, means))
        return
    if month is None or yes or means or as_ is not None:
        raise Unusable(
            "--yes, --means and --as go with --from DATE"
            if month
            else "say which MONTH, such as 2026-12, or --from DATE"
        )
    _plan(repository, group, month, team, limits)


def _replan(repo: "Repository", month: str | None, request: "Request", word: "Word") -> None:
    from rota.cli.replan import replan
    from rota.work.errors import Unusable

    if month not in {None, request.month}:
        raise Unusable(f"{request.start} lies in {request.month}, not in {month}; leave MONTH out")
    replan(repo, request, word, telling)


def _plan(repository: "Repository", group: str, month: str, team: str | None, limits: "Limits") -> None:
    from rota.work.planning.plan import Request, warnings
    from rota.work.planning.plan import plan as make_plan
    from rota.work.publishing.stage import refuse_published

    refuse_published(repository, group, month)
    request = Request(group, month, team, limits)
    for warning in warnings(repository, request):
        out.note(f"Note: {warning}")
    with telling() as tell:
        planned = make_plan(repository, request, tell)
    _print(repository, planned)


def _print(repo: "Repository", planned: "Plan") -> None:
    from rota.show.grid import grid
    from rota.show.moves import since_text
    from rota.show.scorecard import scorecard, unfinished
    from rota.work.planning.card import card_of
    from rota.work.show import display_names

    names = display_names(repo)
    out.result(grid(planned.rota, names=names, width=out.width(), color=out.colour()))
    card = card_of(planned)
    out.result("\n" + scorecard(card, names=names, width=out.width(), color=out.colour()))
    if planned.outcome.interrupted:
        out.note("Stopped early: this is the best rota found so far.")
    elif more := unfinished(card.tiers):
        out.note(more)
    if planned.outcome.crashed:
        out.note(
            "The solver crashed twice; this is the best rota it had found. Planning again may do better."
        )
    if planned.must_findings:
        out.note("\nThese must rules are broken by what was given beforehand, such as pins and leave:\n")
        out.findings(planned.must_findings)
    if planned.waived:
        out.note("\nThese must rules are broken, and HR waives it:\n")
        out.findings(planned.waived)
    for since in planned.since:
        out.note(since_text(since.number, since.moves, names, told=since.told))
    file = planned.file
    out.note(f"Draft {planned.number} of {file.group} {file.month} is in {file.place.file}.")
