"""Reads a page's HTML with the standard library's parser, and makes editions that a page has to bear."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html.parser import HTMLParser

from rota.domain.cell import parse_cell
from rota.show.edition.key import Day
from rota.show.edition.people import Member, Square, Year
from rota.show.edition.whole import Changed, Edition, Version
from tests.edition_world import edition

VOID = {"meta", "link", "col", "input", "path"}
WED, FRI = date(2026, 6, 3), date(2026, 6, 12)
SECOND = Version(
    "version 2",
    "the published rota of town 2026-06",
    "published",
    2,
    date(2026, 5, 20),
    "version 1",
    "0123456789ab",
)
SWAP = Changed(
    "ann",
    WED,
    "off",
    "early phones; 13:00-15:00 reception",
    date(2026, 5, 20),
    "swap",
    "bob",
    "changes/abc/3",
)
HOSTILE = (
    "\"'><script>alert(1)</script><img src=http://tracker.invalid/x onerror=alert(1)>{{7*7}}</style></title>"
)


@dataclass
class Node:
    """An element with its attributes and what is in it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in order."""
        yield self
        for each in self.inside:
            if isinstance(each, Node):
                yield from each.walk()

    def all(self, tag: str = "", cls: str = "") -> list["Node"]:
        """Elements below with this tag, or this class."""
        return [
            node
            for node in self.walk()
            if node is not self
            and (not tag or node.tag == tag)
            and (not cls or cls in node.attrs.get("class", "").split())
        ]

    def one(self, tag: str = "", cls: str = "") -> "Node":
        """The first of those."""
        return self.all(tag, cls)[0]

    def by_id(self, id: str) -> "Node":
        """The element of that id."""
        return next(node for node in self.walk() if node.attrs.get("id") == id)

    @property
    def text(self) -> str:
        """All text in it, runs of white space as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for each in self.inside:
            yield from [each] if isinstance(each, str) else each._texts()

    @property
    def said(self) -> str:
        """The text as a screen reader has it: without what is hidden from it."""
        return " ".join("".join(self._heard()).split())

    def _heard(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            elif each.attrs.get("aria-hidden") != "true":
                yield from each._heard()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def read(page: str) -> Node:
    """The page as a tree; it fails where tags don't match."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader._open == [reader.root]
    return reader.root


def rows(table: Node) -> list[list[str]]:
    """A table's rows as a screen reader has them."""
    return [
        [cell.said for cell in row.inside if isinstance(cell, Node) and cell.tag in {"td", "th"}]
        for row in table.all("tr")
    ]


def crowd(*sizes: int, weeks: int = 5) -> Edition:
    """Teams of these sizes over whole weeks: long names, a break in every shift, a year of lates."""
    small = edition()
    days = tuple(date(2026, 6, 1) + timedelta(days=at) for at in range(7 * weeks))
    teams = tuple(
        replace(
            small.teams[0],
            id=f"team-{team}",
            name=f"Team {team}",
            members=tuple(_person(1000 * team + number, days) for number in range(size)),
        )
        for team, size in enumerate(sizes)
    )
    spread = tuple(
        replace(strip, days=tuple(replace(strip.days[at % 14], date=day) for at, day in enumerate(days)))
        for strip in small.strips
    )
    return replace(small, days=tuple(Day(day) for day in days), teams=teams, strips=spread)


def _person(number: int, days: tuple[date, ...]) -> Member:
    small = next(edition().members)
    cell = parse_cell("early phones; 12:30-13:00 break")
    shift = replace(
        small.squares[date(2026, 6, 1)], cell=cell, spans=((510, 750), (780, 990)), pauses=cell.parts, team=""
    )
    off = Square(parse_cell("off"), ".")
    squares = {day: shift if day.weekday() < 5 else off for day in days}
    lates = tuple(date(2025, 7, 7) + timedelta(days=at) for at in range(0, 300, 4))
    return replace(
        small,
        id=f"agent-{number:04}",
        name=f"Firstname{number:04} Surname-Hyphen",
        squares=squares,
        missing=frozenset(),
        year=Year(date(2025, 7, 7), 9, len(lates), lates[:9], lates),
    )
