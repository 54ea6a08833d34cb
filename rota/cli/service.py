"""``rota service``: the service level to expect of a month's rota, by service, day and half hour."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.params import HERE, AnyMonth, Draft, Group, Repo, parse_day

if TYPE_CHECKING:
    from rota.show.service import ServiceSheet

EPILOG = (
    "Examples: rota service 2026-12 · rota service --day 2026-12-01 · rota service 2026-12 --service phones · "
    "rota service 2026-12 --format csv > december.csv"
)


class ServiceFormat(StrEnum):
    """How it is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def service(
    month: AnyMonth = None,
    group: Group = None,
    service: Annotated[
        str | None, typer.Option(metavar="SERVICE", help="Only the calls of this service.")
    ] = None,
    day: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="One day, half hour by half hour."),
    ] = None,
    draft: Draft = None,
    form: Annotated[ServiceFormat, typer.Option("--format", help="How it is written.")] = ServiceFormat.TABLE,
    repo: Repo = HERE,
) -> None:
    """Say how many calls a month's rota answers in time: the published one, or else the newest draft.

    For each service that has calls: the month, each day, and the ten worst half hours with the heads that would mend
    them; with --day, each half hour. Breaks, shrinkage and availability are counted in. Without MONTH it is the latest
    month that has a rota (with --day, the month of that day). json and csv always hold every half hour.
    """
    from rota.files.repository import Repository
    from rota.work.service import service_sheet
    from rota.work.show import Wanted

    wanted = Wanted(month, group, day=day, draft=draft, names=False)
    sheet, title = service_sheet(Repository.open(repo), wanted, service)
    out.note(f"This is {title}.")
    out.result(_text(sheet, form))


def _text(sheet: "ServiceSheet", form: ServiceFormat) -> str:
    from rota.show.service import service_text
    from rota.show.serviceexport import service_csv, service_json

    if form is ServiceFormat.JSON:
        return service_json(sheet)
    if form is ServiceFormat.CSV:
        return service_csv(sheet)
    return service_text(sheet, width=out.width(), color=out.colour(), blocks=out.blocks())
