"""Putting a forecast where plans find it: ``demand/MONTH.csv``, which is only ever written over if a forecast wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from rota.domain.volumes import Volumes
from rota.files.callsheet import Sheet, volumes_of
from rota.files.callwriting import as_written, dump, forecast_path, remarks_of
from rota.files.plaintext import read_text
from rota.files.repository import Repository
from rota.files.turn import turn
from rota.files.write import replace_file
from rota.work.demand.forecasting import Forecast
from rota.work.errors import Refused


@dataclass(frozen=True)
class Written:
    """The file, what stood in it before of the services forecast, and what stands there now; nothing ``new`` was not written."""

    file: str
    before: Volumes | None
    after: Volumes
    new: bool


def may_write(repo: Repository, month: str) -> None:
    """Refused where people have written, or changed, the file of the month's forecast."""
    sheet = _sheet(repo, forecast_path(month))
    if sheet is not None and not (sheet.made and as_written(sheet)):
        how = "was changed by hand since a forecast wrote it" if sheet.made else "was written by hand"
        raise Refused(
            f"{sheet.file} {how}, and stays as it is; rename it (its days then stand above the forecast), or delete it, "
            "and forecast again; --dry-run only shows"
        )


def write(repo: Repository, month: str, made: Sequence[Forecast]) -> Written:
    """Write the forecasts; rows of other services that an earlier forecast wrote stay. Refused as ``may_write`` says."""
    may_write(repo, month)
    file = forecast_path(month)
    sheet = _sheet(repo, file)
    old = volumes_of([sheet]) if sheet else {}
    services = {forecast.service for forecast in made}
    after = {key: halves for forecast in made for key, halves in forecast.volumes().items()}
    kept = {key: halves for key, halves in old.items() if key[0] not in services}
    said = (
        remark for remark in (remarks_of(sheet) if sheet else ()) if _whose(remark) not in {*services, ""}
    )
    remarks = sorted({*said, *map(_remark, made)})
    text = dump({**kept, **after}, [f"rota {version('rota')}", *remarks])
    new = sheet is None or "\n".join(sheet.lines) != text
    if new:
        _put(repo, sheet, file, text)
    before = {key: halves for key, halves in old.items() if key[0] in services}
    return Written(file, before if sheet else None, after, new)


def _sheet(repo: Repository, file: str) -> Sheet | None:
    return next((sheet for sheet in repo.contents.sheets if sheet.file == file), None)


def _remark(forecast: Forecast) -> str:
    past = forecast.past
    return f"{forecast.service}: {forecast.method}; from {past.first} to {past.last}"


def _whose(remark: str) -> str:
    """The service that a remark is about; empty for one about none."""
    return remark.partition(": ")[0] if ": " in remark else ""


def _put(repo: Repository, sheet: Sheet | None, file: str, text: str) -> None:
    with turn(repo.root):
        there = (repo.root / file).exists()
        read = "\n".join(sheet.lines) if sheet else ""
        if there and read != read_text(repo.root, file, "CSV").replace("\r\n", "\n"):
            raise Refused(f"{file} has changed meanwhile; look at it, and forecast again")
        replace_file(repo.root, file, text)
