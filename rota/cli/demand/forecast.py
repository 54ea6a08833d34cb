"""``rota demand forecast``: the calls of a month, from those that came before."""

from datetime import date
from typing import Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, Month, Repo, parse_day

EPILOG = (
    "Examples: rota demand forecast 2026-12 · rota demand forecast 2026-12 --service phones --dry-run · "
    "rota demand forecast 2026-12 --history-until 2026-10-31"
)


def forecast(
    month: Month,
    service: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="One service; default: all that answer calls.")
    ] = None,
    history_until: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=parse_day,
            help="The last day of history to go by; default: all before the month.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show it; write nothing.")] = False,
    repo: Repo = HERE,
) -> None:
    """Forecast the calls of each half hour of a month from demand/history/*.csv, and write them to demand/MONTH.csv.

    It goes by level and trend, weekdays, half hours, bank holidays and the events of demand.toml, and tries itself on the last weeks
    of the history against the same weekday last week; the better of the two is kept.
    Under 8 weeks of history it is the same weekday last week; under one there is none. Sheets have the columns
    date,start,service,calls,aht, divided by commas or semicolons.
    """
    from rota.files.repository import Repository
    from rota.show.demandforecast import forecast_text
    from rota.show.demandwritten import written_words
    from rota.work.demand.forecasting import forecasts
    from rota.work.demand.forecastview import view_of
    from rota.work.demand.writing import may_write, write

    opened = Repository.open(repo)
    if not dry_run:
        may_write(opened, month)
    made, without = forecasts(opened, month, service, history_until)
    out.prose(forecast_text(made[0].period, [view_of(one) for one in made], color=out.colour()))
    for reason in without:
        out.note(f"No forecast of {reason}")
    if not dry_run:
        written = write(opened, month, made)
        out.note(written_words(written.file, written.before, written.after, new=written.new))
