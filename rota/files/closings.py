"""Closings of months in files (``closings/GROUP/MONTH/1.toml``...), read only where somebody asks for them.

Each holds a line for each agent and day, which no rota is judged or planned by.
"""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path

from rota.domain.closings import ClosedEvent
from rota.domain.period import Period
from rota.files.chains import read_chains
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.paths import find_root
from rota.files.wording import quoted
from rota.rules import Finding

FOLDER = "closings"
DEPTH = 2
"""How many folders down a closing is: ``closings/GROUP/MONTH``."""

Closings = tuple[Chain[ClosedEvent], ...]


def path_of(group: str, month: str) -> str:
    """The folder of a month's closing."""
    return f"{FOLDER}/{group}/{month}"


def read_closings(loader: Loader) -> Closings:
    """Every closing that is whole, in order; the rest is among the findings of ``loader``."""
    chains = read_chains(loader, FOLDER, ClosedEvent, depth=DEPTH)
    wrong = {chain.ref: tuple(_wrong(chain)) for chain in chains}
    for found in wrong.values():
        loader.findings.extend(found)
    return tuple(chain for chain in chains if not wrong[chain.ref])


def closings_of(root: Path) -> Closings:
    """Every closing of the repository at ``root``; BadInput lists all that is wrong with any of them."""
    loader = Loader(find_root(root))
    chains = read_closings(loader)
    if loader.findings:
        raise BadInput(loader.findings)
    return chains


def closing_of(chains: Iterable[Chain[ClosedEvent]], group: str, month: str) -> Chain[ClosedEvent] | None:
    """The closing of one month among ``chains``; None where its hours were never confirmed."""
    return next((chain for chain in chains if chain.ref == path_of(group, month)), None)


def closed_months(root: Path, group: str) -> Iterator[tuple[str, date | None]]:
    """The months of ``group`` that have a closing, with the day until when the newest event says hours are confirmed.

    For a glance, as bare ``rota`` takes: no day is read and nothing is judged. None where that cannot be read.
    """
    folder = find_root(root) / FOLDER / group
    for month in sorted(folder.iterdir()) if folder.is_dir() else ():
        events = [file for file in month.glob("*.toml") if file.stem.isdecimal()]
        if events:
            yield month.name, _until(max(events, key=lambda file: int(file.stem)))


def _until(file: Path) -> date | None:
    """``until`` of an event, which stands above its first table."""
    try:
        with file.open(encoding="utf-8") as lines:
            head = "".join(takewhile(lambda line: not line.startswith("["), lines))
        until = tomllib.loads(head).get("until")
    except (OSError, ValueError):
        return None
    return until if type(until) is date else None


def _wrong(chain: Chain[ClosedEvent]) -> Iterator[Finding]:
    """Days of another month than its folder says, and confirmed days that are open again."""
    month = chain.id
    try:
        period = Period.of_month(month)
    except ValueError:
        message, fix = f"{quoted(month)} is not a month", "bring the folder back from git under its own name"
        yield fault(Code.MISNAMED, message, fix, chain.documents[0].place())
        return
    last = period.start
    for event, document in zip(chain.events, chain.documents, strict=True):
        days = [event.until, *(entry.day for entry in event.entries())]
        out = next((day for day in days if day not in period), None)
        if out is not None:
            message = f"{document.file} confirms {out}, which is not in {month}"
            fix = f"bring it back from git: its days are in {Period.holding(out).month}"
            yield fault(Code.MISNAMED, message, fix, document.place("until"))
        elif event.until < last:
            message = f"{document.file} confirms until {event.until}, and the event before it until {last}"
            fix = "bring the file back from git; events are never edited"
            yield fault(Code.BROKEN_CHAIN, message, fix, document.place("until"))
        last = max(last, event.until)
