"""What a forecast changed in the file that it wrote, in words."""

from collections.abc import Mapping
from datetime import date

from rota.domain.clock import day_words
from rota.domain.volumes import Volume, Volumes
from rota.show.words import counted


def written_words(file: str, before: Volumes | None, after: Volumes, *, new: bool) -> str:
    """A sentence for each service: how many days are listed, or how much they have moved since they were last."""
    if not new:
        return f"{file} says that already; nothing was written."
    services = sorted({service for service, _ in (*(before or {}), *after)})
    verb = "Written" if before is None else "Written anew"
    return "\n".join([f"{verb}: {file}.", *(_service(service, before, after) for service in services)])


def _service(service: str, before: Volumes | None, after: Volumes) -> str:
    was, now = _totals(service, before or {}), _totals(service, after)
    listed = f"{service}: {counted(len(now), 'day')}, {_calls(now):,.0f} calls"
    if before is None or not was:
        return f"{listed}."
    if was == now:
        return f"{listed}, as before."
    change = f"; before {counted(len(was), 'day')}, {_calls(was):,.0f} calls"
    both = was.keys() & now.keys()
    most = max(both, key=lambda day: (abs(now[day] - was[day]), day), default=None)
    moved = (
        f"; most moved is {day_words(most)}, from {was[most] / 100:.0f} to {now[most] / 100:.0f}"
        if most and was[most] != now[most]
        else ""
    )
    return f"{listed}{change}{moved}."


def _totals(service: str, volumes: Volumes) -> dict[date, int]:
    return {day: _sum(halves) for (whose, day), halves in volumes.items() if whose == service}


def _sum(halves: Mapping[int, Volume]) -> int:
    return sum(volume.calls for volume in halves.values())


def _calls(totals: Mapping[date, int]) -> float:
    return sum(totals.values()) / 100
