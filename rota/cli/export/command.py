"""``rota export``: parse, and hand over to the kind of export that was asked for."""

from pathlib import Path
from typing import Annotated

import typer

from rota.cli.export import calendars, editions, payroll
from rota.cli.export.options import For, To, refuse_strangers
from rota.cli.params import HERE, AnyMonth, As, Draft, Group, Repo, parse_month

EPILOG = (
    "Examples: rota export 2026-12 --to html --output december.html · "
    "rota export 2026-12 --to xlsx --for leader --output december.xlsx · "
    "rota export --to ics --all --output served"
)


def export(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    to: Annotated[To, typer.Option("--to", help="The format.", show_default=False)],
    month: AnyMonth = None,
    for_: Annotated[
        For, typer.Option("--for", help="Who is to read it: what they may not see is not in it.")
    ] = For.TEAM,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new or existing file; default: standard output.")
    ] = None,
    group: Group = None,
    team: Annotated[str | None, typer.Option(metavar="TEAM", help="Only this team.")] = None,
    draft: Draft = None,
    names: Annotated[bool, typer.Option("--names/--ids", help="Names from names.toml, or ids alone.")] = True,
    raw: Annotated[
        bool, typer.Option("--raw", help="csv for programs: no byte order mark, no guard against formulas.")
    ] = False,
    hanging: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="board: the page that hangs there, to mark what is new; default: the one that --output replaces.",
        ),
    ] = None,
    agent: Annotated[
        str | None,
        typer.Option(metavar="AGENT", help="ics: whose calendar, by id, or me.", show_default=False),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="ics: everybody's calendars, into the folder that --output names.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="MONTH",
            parser=parse_month,
            help="ics: from this month on; default: all months that are published or told.",
            show_default=False,
        ),
    ] = None,
    employer: Annotated[
        str | None,
        typer.Option(metavar="EMPLOYER", help="payroll: only this employer's.", show_default=False),
    ] = None,
    as_: As = None,
    repo: Repo = HERE,
) -> None:
    """Export a month's rota: the published one, or else the newest draft.

    For the team, leave, lieu, absence and training of everybody are off, and nobody's hours, wishes or contract are in
    it. For leaders cells are as they are, with hours, lieu and wishes; for HR contracts and leave taken stand beside them.

    --to html is a page for any browser, xlsx a workbook that `rota import` takes back, board an A3 page for each team to
    pin up, markdown for a pull request, csv and json for programs.

    --to ics is one agent's own calendar, of all months that staff know: to subscribe to, or to import once.

    --to payroll is the hours that `rota close` confirmed, a csv for each employer, with later corrections beside it.
    """
    refuse_strangers(context, to)
    if to is To.ICS:
        _refuse_ending(output, everybody=everybody)
        calendars.export(calendars.Asked(repo, month, since, agent, everybody, as_, names), output)
        return
    if month is None:
        raise typer.BadParameter(f"say which month: rota export 2026-12 --to {to.value}")
    if to is To.PAYROLL:
        payroll.export(repo, month, group, employer, output)
        return
    asked = editions.Asked(repo, month, to, for_, group, team, draft, names, raw, hanging)
    editions.export(asked, output)


def _refuse_ending(output: Path | None, *, everybody: bool) -> None:
    """One calendar is a file, whose name may contradict it; everybody's are a folder."""
    from rota.work.exporting.endings import require_ending

    if output is not None and not everybody:
        require_ending(output, "ics")
