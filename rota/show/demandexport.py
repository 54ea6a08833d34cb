"""Demand as JSON and CSV: every half hour of every day."""

import csv
import io
import json
from collections.abc import Sequence

from rota.domain.clock import hhmm
from rota.show.demandshow import DayWanted
from rota.show.safe import guarded, safe

FORMAT = "rota-demand/1"
COLUMNS = ("date", "start", "service", "calls", "aht", "given", "required", "from")


def demand_csv(days: Sequence[DayWanted]) -> str:
    """A row for each half hour; its first five columns are those of a sheet in demand/."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in days:
        for half in entry.halves:
            calls = "" if half.calls is None else _calls(half.calls)
            values = (
                entry.day,
                hhmm(half.start),
                entry.service,
                calls,
                half.aht or "",
                half.given,
                half.required,
            )
            writer.writerow([guarded(str(value)) for value in (*values, "; ".join(entry.sources))])
    return text.getvalue()


def _calls(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def demand_json(days: Sequence[DayWanted]) -> str:
    """JSON of the format ``rota-demand/1``; calls are null where nothing says how many come."""
    document = {"format": FORMAT, "days": [_day(entry) for entry in days]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _day(entry: DayWanted) -> dict[str, object]:
    return {
        "service": entry.service,
        "date": str(entry.day),
        "from": [safe(source) for source in entry.sources],
        "calls-known": not entry.unknown,
        "work-minutes": entry.work,
        "work-due": str(entry.due) if entry.due else None,
        "half-hours": [
            {
                "start": hhmm(half.start),
                "calls": None if half.calls is None else half.calls / 100,
                "aht": half.aht,
                "given": half.given,
                "required": half.required,
            }
            for half in entry.halves
        ],
    }
