"""``rota waiver``: what HR accepts, how much of it is used, and a table to fill in for what it is to accept."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, As, Repo, parse_day, unwrapped

if TYPE_CHECKING:
    from rota.files.repository import Repository

LIST_EPILOG = "Examples: rota waiver list · rota waiver list --expiring 30 · rota waiver list --format json"
DRAFT_EPILOG = (
    "Examples: rota waiver draft SAT02 --agent a2 --day 2026-12-12 · rota waiver draft ABS01 >> waivers.toml"
)

app = typer.Typer(help="Look at what HR accepts, and draft what it is to accept.", no_args_is_help=True)


class Format(StrEnum):
    """How waivers are written."""

    TEXT = "text"
    JSON = "json"


def list_waivers(
    expiring: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="Only those that expire within so many days.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How waivers are written.")] = Format.TEXT,
    repo: Repo = HERE,
) -> None:
    """List every waiver: its state today, the days left of it, how many findings it covers, who approved it and why.

    Every rota is judged to see what they cover. Exits with 0, whatever their state; `rota check` finds fault with those
    that have expired, are unused or do not hold.
    """
    from rota.files.repository import Repository
    from rota.show.waivers import waiver_json, waiver_list
    from rota.work.waiving.listing import listing

    lines = listing(Repository.open(repo), expiring)
    if format is Format.JSON:
        out.result(waiver_json(lines))
    else:
        out.result(waiver_list(lines, width=out.width(), color=out.colour()))


def draft(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="The rule, by code or name.", show_default=False)
    ],
    agent: Annotated[str | None, typer.Option(metavar="AGENT", help="Only findings of an agent.")] = None,
    day: Annotated[
        date | None, typer.Option(metavar="DATE", parser=parse_day, help="Only findings of a day.")
    ] = None,
    expires: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="When it expires; default: in a year."),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Print a waiver of findings that count, as a table for waivers.toml, which is written by hand.

    Its reason is blank, and so is its ground under a rule of law: until HR has filled them in it is refused.
    """
    from rota.files.repository import Repository
    from rota.show.waivers import draft_text
    from rota.work.identity import agent_id
    from rota.work.waiving.draft import Asked, drafts

    opened = Repository.open(repo)
    who = None if agent is None else agent_id(opened, agent, as_)
    made = drafts(opened, Asked(rule, who, day), expires, _approver(opened, as_))
    out.result(draft_text(made))
    out.note("Put it into waivers.toml, and let HR fill in what is blank; then: rota check")


def _approver(opened: "Repository", as_: str | None) -> str:
    """Whoever asks, as far as that is known; a draft needs nobody's name."""
    from rota.work.errors import Unusable
    from rota.work.identity import acting

    try:
        return acting(opened, as_)
    except Unusable:
        if as_ is not None:
            raise
        return ""


for _name, _function, _epilog in (("list", list_waivers, LIST_EPILOG), ("draft", draft, DRAFT_EPILOG)):
    app.command(_name, help=unwrapped(_function), epilog=_epilog)(_function)
