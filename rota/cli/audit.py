"""``rota audit``: what was done to a month, whether the record is whole, and anchors to hold it to."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rota.cli import out
from rota.cli.exits import Exits
from rota.cli.params import HERE, As, Group, Month, Repo, parse_day

if TYPE_CHECKING:
    from rota.show.verified import Looked
    from rota.work.audit.verify import Verified

MONTH_EPILOG = "Examples: rota audit 2026-12 · rota audit 2026-12 --agent a4 · rota audit 2026-12 --agent a4 --day 2026-12-05"
VERIFY_EPILOG = "Examples: rota audit verify · rota audit verify --anchor 3f9a0c1b2d4e5f60"


class _MonthFirst(TyperGroup):
    """``rota audit 2026-12`` is short for ``rota audit month 2026-12``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put in ``month`` where no other command is named."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["month", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_MonthFirst,
    help="Tell what was done to a month, and whether the record is whole.",
    no_args_is_help=True,
)


@app.command("month", epilog=MONTH_EPILOG)
def month(
    month: Month,
    group: Group = None,
    agent: Annotated[str | None, typer.Option(metavar="AGENT", help="What concerns an agent, or me.")] = None,
    day: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="What concerns a day; with --agent one cell."),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Tell the story of a month: each event in order, by whom, for whom, by what means, and what it changed.

    `rota audit 2026-12` is short for it.
    """
    from rota.files.repository import Repository
    from rota.show.audit import story_text
    from rota.work.audit.story import Wanted, story
    from rota.work.choose import group_of
    from rota.work.identity import agent_id
    from rota.work.show import display_names

    opened = Repository.open(repo)
    who = None if agent is None else agent_id(opened, agent, as_)
    told = story(opened, Wanted(group_of(opened, group), month, who, day))
    out.prose(story_text(told, names=display_names(opened), color=out.colour()))


@app.command("verify", epilog=VERIFY_EPILOG)
def verify(
    anchor: Annotated[
        str | None,
        typer.Option(
            metavar="DIGEST", help="The digest of an anchor, kept outside: it has to be there still."
        ),
    ] = None,
    repo: Repo = HERE,
) -> None:
    """Look for events and published rotas that were edited, removed, put in between, reordered or cut off.

    Exits with 1 if there is anything. Only what an anchor lists is safe from being cut off at its end.
    """
    from rota.show.verified import verified_text
    from rota.work.audit.verify import verify as work

    found = work(repo, anchor)
    text = verified_text(found.findings, _looked(found), width=out.width(), color=out.colour())
    out.result(text)
    if found.findings:
        raise typer.Exit(Exits.FINDINGS)


@app.command("anchor")
def anchor(
    late: Annotated[
        bool,
        typer.Option(
            "--late", help="Take in what should be older than the last anchor: you have looked at it."
        ),
    ] = False,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """List everything recorded since the last anchor with its digest, and print a digest for HR to keep elsewhere.

    For HR and leaders. Refused, with the findings, where the record is not whole.
    """
    from rota.cli.who import act_alone
    from rota.files.repository import Repository
    from rota.show.words import counted
    from rota.work.audit.anchor import anchor as work

    opened = Repository.open(repo)
    made = work(opened, act_alone(opened, as_), late=late)
    out.result(made.digest)
    if made.events or made.bases:
        events, bases = counted(made.events, "event"), counted(made.bases, "published rota")
        out.note(f"anchors/{made.number}.toml lists {events} and {bases} that no anchor listed before.")
    else:
        out.note(f"Nothing was recorded since anchors/{made.number}.toml, which stands for everything.")
    out.note(
        "Keep this digest outside this folder; whoever has it can say: rota audit verify --anchor DIGEST"
    )


def _looked(found: "Verified") -> "Looked":
    from rota.files.anchors import is_base
    from rota.show.verified import Looked

    bases = sum(map(is_base, found.after))
    return Looked(
        events=found.events,
        matters=found.matters,
        bases=found.bases,
        anchors=len(found.anchors),
        newest=_anchor(found, len(found.anchors)) if found.anchors else "",
        asked=f"Asked for: {_anchor(found, found.asked)}" if found.asked else "",
        after=(len(found.after) - bases, bases),
        elsewhere=found.elsewhere,
    )


def _anchor(found: "Verified", number: int) -> str:
    event = found.anchors[number - 1]
    return f"Anchor {number} of {event.at[:10]} by {event.by}, digest {found.digests[number - 1]}."
