"""Many wishes at once, from a sheet: every cell read or named, and none written unless all can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rota.domain.matter import Means
from rota.domain.wishes import AgentWishes, Wish, WishFor
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.asked_sheet import AskedSheet
from rota.work.errors import Unusable
from rota.work.identity import Actor
from rota.work.init.sheet import Complaints, Row, Sheet, read_sheet
from rota.work.round.wishes import Asked, Noted, add_all, check, made, noted, same

NEEDED = ("agent", "kind", "from")
COLUMNS = (*NEEDED, "value", "until", "strong")

_STRONG = frozenset({"yes", "y", "x", "1", "true", "strong"})
_MILD = frozenset({"no", "n", "0", "false", "mild", ""})


@dataclass(frozen=True)
class Imported:
    """What came of a sheet: the wishes written, how many stood there already, columns that nothing reads."""

    written: tuple[Noted, ...]
    skipped: int
    unread: tuple[str, ...]


def from_sheet(repo: Repository, path: Path, who: Actor, means: Means) -> Imported:
    """Add the wishes of the sheet at ``path``; Unusable names every cell that cannot be read or acted on.

    ``means`` is how the agents told whoever imports them; rows of their own need none.
    """
    sheet = read_sheet(path)
    reader = _Reader(repo, who, means, Complaints(sheet.name))
    reader.read(sheet)
    reader.complaints.raise_any()
    for agent, wishes in reader.wishes.items():
        if wishes:
            add_all(repo, agent, wishes)
    written = tuple(noted(repo, agent, wish) for agent, wishes in reader.wishes.items() for wish in wishes)
    unread = tuple(column for column in sheet.header if column and column not in COLUMNS)
    return Imported(written, reader.skipped, unread)


@dataclass
class _Reader(AskedSheet):
    wishes: dict[str, list[Wish]] = field(default_factory=dict)
    skipped: int = 0

    def read(self, sheet: Sheet) -> None:
        for row in sheet.rows if self.has(sheet, NEEDED, COLUMNS) else ():
            act, asked = self.act(row), self._asked(row)
            if act is not None and asked is not None:
                self._keep(act, asked)

    def _keep(self, act: Act, asked: Asked) -> None:
        wish, own = made(act, asked), self.wishes.setdefault(act.who, [])
        stand = AgentWishes(agent=act.who, wish=(*self.repo.wishes.get(act.who, ()), *own))
        if same(stand, wish):
            self.skipped += 1
        else:
            own.append(wish)

    def _asked(self, row: Row) -> Asked | None:
        what, days, strong = self._kind(row), self.days(row), self._strong(row)
        if what is None or days is None or strong is None:
            return None
        first, last = days
        name = row["value"].lower() or None
        if name is not None and what in {WishFor.DAY_OFF, WishFor.SATURDAY_OFF}:
            self.complaints.cell(row, "value", f"nothing, since kind is {what.value}")
            return None
        asked = Asked(what, first, last, name, strong)
        try:
            check(self.repo, asked)
        except Unusable as error:
            column, wanted = ("until", "a later day") if last < first else ("value", f"a {what.value}")
            self.complaints.cell(row, column, f"{wanted}: {error}")
            return None
        return asked

    def _kind(self, row: Row) -> WishFor | None:
        kinds: Mapping[str, WishFor] = {kind.value: kind for kind in WishFor}
        found = kinds.get("-".join(row["kind"].lower().replace("-", " ").split()))
        if found is None:
            self.complaints.cell(row, "kind", f"one of {', '.join(kinds)}")
        return found

    def _strong(self, row: Row) -> bool | None:
        said = row["strong"].lower()
        if said not in _STRONG | _MILD:
            self.complaints.cell(row, "strong", "yes or no")
            return None
        return said in _STRONG
