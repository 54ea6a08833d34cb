"""Writing a forecast as a sheet of calls, one half hour a line."""

from collections.abc import Iterable, Iterator

from rota.domain.clock import hhmm
from rota.domain.volumes import Volumes
from rota.files.callsheet import COLUMNS, FOLDER, MADE, Sheet, canonical_volumes
from rota.files.digest import digest

_DIGEST = "# rows: "


def forecast_path(month: str) -> str:
    """Where the forecast of ``month`` stands."""
    return f"{FOLDER}/{month}.csv"


def dump(volumes: Volumes, remarks: Iterable[str]) -> str:
    """The text of a sheet with ``volumes``; ``remarks`` say in its head how they were found."""
    head = [MADE, *(f"# {remark}" for remark in remarks), f"{_DIGEST}{_digest(volumes)}"]
    return "\n".join([*head, ",".join(COLUMNS), *_rows(volumes)]) + "\n"


def _rows(volumes: Volumes) -> Iterator[str]:
    for (service, day), halves in sorted(volumes.items(), key=lambda entry: (entry[0][1], entry[0][0])):
        for start, volume in sorted(halves.items()):
            yield f"{day},{hhmm(start)},{service},{amount(volume.calls)},{volume.aht or ''}"


def amount(hundredths: int) -> str:
    """Hundredths of a call as people write calls: ``12``, ``12.5``."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02}".rstrip("0") if part else str(whole)


def remarks_of(sheet: Sheet) -> tuple[str, ...]:
    """What the head of a sheet that a forecast wrote says of how it was found."""
    head = (line for line in sheet.lines[1:] if line.startswith("# ") and not line.startswith(_DIGEST))
    return tuple(line.removeprefix("# ") for line in head)


def as_written(sheet: Sheet) -> bool:
    """Whether the rows of a sheet that a forecast wrote are still those that it wrote."""
    said = next((line for line in sheet.lines if line.startswith(_DIGEST)), "")
    volumes = {key: listed.halves for key, listed in sheet.days.items()}
    return said == f"{_DIGEST}{_digest(volumes)}"


def _digest(volumes: Volumes) -> str:
    return digest(canonical_volumes(volumes))[:16]
