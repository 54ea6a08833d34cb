"""``rota demand show``: calls and required headcount, and where they come from."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, Repo, parse_day

EPILOG = (
    "Examples: rota demand show 2026-12 · rota demand show --day 2026-12-01 --service phones · "
    "rota demand show 2026-12 --format csv > demand.csv"
)


class DemandFormat(StrEnum):
    """How it is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(
    month: AnyMonth = None,
    day: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="One day, half hour by half hour."),
    ] = None,
    service: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="One service; default: all with demand.")
    ] = None,
    form: Annotated[DemandFormat, typer.Option("--format", help="How it is written.")] = DemandFormat.TABLE,
    repo: Repo = HERE,
) -> None:
    """Show what is expected: calls, the required headcount, given heads and work that can wait, each day with its file and line.

    Heads are the most required at once that day, at the time named; hours are all heads of the day added up. Without MONTH it is
    the one after the last that is published; json and csv always hold every half hour.
    """
    if month is not None and day is not None:
        raise typer.BadParameter("give a month or --day, not both")
    from rota.domain.period import Period
    from rota.files.repository import Repository
    from rota.show.demandexport import demand_csv, demand_json
    from rota.show.demandshow import day_text, month_text
    from rota.show.words import period_words
    from rota.work.demand.showing import demand_of, next_month

    opened = Repository.open(repo)
    period = Period.holding(day) if day else Period.of_month(month or next_month(opened))
    found = demand_of(opened, period, [day] if day else period.days, service)
    if form is DemandFormat.CSV:
        out.result(demand_csv(found))
    elif form is DemandFormat.JSON:
        out.result(demand_json(found))
    elif day is not None:
        out.result(day_text(day, found, color=out.colour()))
    else:
        out.result(month_text(period_words(period), found, color=out.colour()))
