"""A spreadsheet's rota as a rota file: read whole or not at all, and then checked like any other."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rota.domain.clock import day_words
from rota.domain.period import ONE_DAY, Period
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile, dump
from rota.files.write import replace_file
from rota.show.safe import safe
from rota.work.errors import Unusable
from rota.work.importing.codes import CodeTable, read_codes
from rota.work.importing.reading import Cells, SheetReader
from rota.work.importing.roster import Roster
from rota.work.importing.sources import grids_of
from rota.work.importing.words import CellWords
from rota.work.publishing.stage import refuse_published, require_charge
from rota.work.show import display_names
from rota.work.situation import facts_of

HEADER = "# Imported by rota from a spreadsheet: `rota check --file` judges it; mend the spreadsheet and import again."


@dataclass(frozen=True)
class Wanted:
    """What to import: the sheets at ``paths``, of which month and group, and what their codes mean."""

    paths: Sequence[Path]
    month: str
    group: str
    codes: Path | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Imported:
    """The rota as read, and what its reader should know: what was left out, who is missing."""

    file: RotaFile
    notes: tuple[str, ...]

    @property
    def size(self) -> str:
        """How much was read."""
        count = sum(map(len, self.file.cells.values()))
        agents = len(self.file.cells)
        return f"{agents} agent{'s' * (agents != 1)}, {count:,} cells"


def read(repo: Repository, wanted: Wanted) -> Imported:
    """The rota that the sheets hold; BadInput names every cell, name and day that cannot be read."""
    table = read_codes(repo, wanted.codes) if wanted.codes else CodeTable()
    period = Period.of_month(wanted.month)
    reader = SheetReader(
        repo,
        CellWords(repo, table.codes),
        Roster(repo, table.agents),
        lambda agent, day: repo.group_of(agent, day) == wanted.group,
        period,
    )
    notes: list[str] = []
    for path in wanted.paths:
        grids, left = grids_of(path, wanted.sheet, reader.walk.fits)
        notes += left
        for grid in grids:
            reader.read(grid)
    cells = reader.finish()
    if not cells:
        raise Unusable(_nothing(wanted, period, reader))
    notes += [*reader.walk.notes, *_left_out(reader), *_missing(repo, wanted, cells, period)]
    return Imported(
        RotaFile(wanted.group, wanted.month, _ordered(repo, wanted, cells), _made(wanted.paths)), tuple(notes)
    )


def write_file(imported: Imported, path: Path) -> None:
    """Write the rota to ``path``; Unusable where a file is there that no import wrote."""
    if not path.parent.is_dir() or path.suffix.lower() != ".toml":
        raise Unusable(f"{path}: name a file that ends in .toml, in a folder that exists")
    if path.exists() and not _imported_before(path):
        raise Unusable(f"{path} is there already, and no import wrote it; name another file: --output FILE")
    replace_file(path.parent.resolve(), path.name, dump(imported.file, HEADER))


def write_draft(repo: Repository, imported: Imported, by: str) -> int:
    """Write the rota as the month's next draft, as whoever leads it may; its number. Refused otherwise."""
    group, month = imported.file.group, imported.file.month
    require_charge(repo, group, by, f"import a draft of {group} {month}")
    refuse_published(repo, group, month)
    return repo.write_draft(imported.file)


def _imported_before(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip() == HEADER.encode()


def _ordered(repo: Repository, wanted: Wanted, cells: Cells) -> Cells:
    """The cells by agent as the group lists them, which is the order of planned rotas too."""
    agents = facts_of(repo, wanted.group, wanted.month).agents
    return {agent: cells[agent] for agent in agents if agent in cells}


def _made(paths: Sequence[Path]) -> dict[str, str | int]:
    """Where the rota comes from: the name and the digest of each file."""
    digests = ((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)
    return {
        "mode": "imported",
        "from": "; ".join(f"{safe(name)} sha256 {digest}" for name, digest in digests),
    }


def _nothing(wanted: Wanted, period: Period, reader: SheetReader) -> str:
    """What to say where the sheets have no cell of the month."""
    asked = f"{wanted.month} of {wanted.group} ({period.start} to {period.end})"
    if reader.outside:
        return f"no cell of {asked} stands there; the days there are from {min(reader.outside)} to {max(reader.outside)}"
    others = (
        f"; it is of agents of other rota groups: {', '.join(sorted(reader.elsewhere))}"
        if reader.elsewhere
        else ""
    )
    return f"no cell of {asked} stands there{others}"


def _left_out(reader: SheetReader) -> Iterator[str]:
    if reader.outside:
        yield f"days of other months, left out: {_spans(reader.outside)}; their rotas are imported with their own --month"
    if reader.elsewhere:
        yield f"agents of other rota groups, left out: {', '.join(sorted(reader.elsewhere))}"


def _missing(repo: Repository, wanted: Wanted, cells: Cells, period: Period) -> Iterator[str]:
    """Days and agents of the month that the sheets do not have; `rota check` names each missing cell."""
    there = {day for row in cells.values() for day in row}
    if days := set(period.days) - there:
        beside = "add the sheets of the months beside it" if _edges(days, period) else "add their columns"
        yield f"days of {wanted.month} that are not there: {_spans(days)}; {beside}, or rota check calls them missing"
    names = display_names(repo)
    gone = [agent for agent in facts_of(repo, wanted.group, wanted.month).agents if agent not in cells]
    if gone:
        yield f"agents of {wanted.group} who are not there: {', '.join(_called(agent, names) for agent in gone)}"


def _called(agent: str, names: dict[str, str]) -> str:
    return f"{agent} {names[agent]}" if agent in names else agent


def _edges(days: set[date], period: Period) -> bool:
    """Whether all ``days`` are of other calendar months: a sheet of the calendar month alone lacks them."""
    return all(f"{day:%Y-%m}" != period.month for day in days)


def _spans(days: set[date]) -> str:
    """``Mon 30 Nov, Fri 1 Jan to Sun 3 Jan``."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][-1] == ONE_DAY:
            spans[-1].append(day)
        else:
            spans.append([day])
    words = ((day_words(span[0]), day_words(span[-1])) for span in spans)
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in words)
