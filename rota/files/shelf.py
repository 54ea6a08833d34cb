"""The rotas and drafts of a repository: found by name, read when asked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import bad
from rota.files.loading import listing
from rota.files.rotafile import BASE_HEADER, RotaFile, dump
from rota.files.rotareading import read_rota
from rota.files.toml import Document, parse_toml
from rota.files.world import World
from rota.files.write import Taken, create_file, replace_file

ROTAS, DRAFTS = "rotas", "drafts"
Reader = Callable[[str], Document]
"""Gives a file of the repository as it was read, each read once."""

_MONTH = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))\.toml")
_NUMBER = re.compile(r"([1-9][0-9]{0,5})\.toml")


class Rotas(Mapping[str, RotaFile]):
    """The published rotas of one group by month. Listing them reads none."""

    def __init__(self, world: World, group: str, read: Reader) -> None:
        self._world = world
        self._document = read
        self._folder = f"{ROTAS}/{group}"
        self._read: dict[str, RotaFile] = {}

    @cached_property
    def _months(self) -> tuple[str, ...]:
        names = listing(self._world.root, self._folder)
        return tuple(match.group(1) for name in names if (match := _MONTH.fullmatch(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._months)

    def __len__(self) -> int:
        return len(self._months)

    def __contains__(self, month: object) -> bool:
        return month in self._months

    def __getitem__(self, month: str) -> RotaFile:
        """The rota of ``month``; KeyError if there is none, BadInput if it cannot be read."""
        if month not in self._months:
            raise KeyError(month)
        if month not in self._read:
            self._read[month] = read_rota(self._document(f"{self._folder}/{month}.toml"), self._world)
        return self._read[month]


def draft_path(group: str, month: str, number: int) -> str:
    """Where a draft is kept."""
    return f"{DRAFTS}/{group}/{month}/{number}.toml"


def draft_numbers(world: World, group: str, month: str) -> tuple[int, ...]:
    """The numbers of the drafts there are of ``month``, in order."""
    names = listing(world.root, f"{DRAFTS}/{group}/{month}")
    return tuple(sorted(int(match.group(1)) for name in names if (match := _NUMBER.fullmatch(name))))


def read_draft(world: World, group: str, month: str, number: int, read: Reader) -> RotaFile:
    """One draft; BadInput, with the numbers that exist, if there is none of that number."""
    numbers = draft_numbers(world, group, month)
    file = draft_path(group, month, number)
    if number not in numbers:
        there = f"there is draft {', '.join(map(str, numbers))}" if numbers else "there is none yet"
        raise bad(
            Code.UNREADABLE,
            f"{group} has no draft {number} of {month}; {there}",
            f"choose one of them, or make one with: rota plan {month}",
            Place(file),
        )
    return read_rota(read(file), world)


def write_draft(world: World, rota: RotaFile) -> int:
    """Write ``rota`` as a new draft and return its number; drafts are never overwritten by it."""
    number = max(draft_numbers(world, rota.group, rota.month), default=0) + 1
    while True:
        try:
            create_file(world.root, draft_path(rota.group, rota.month, number), dump(rota))
        except Taken:
            number += 1  # somebody else planned at the same time
        else:
            return number


def save_draft(world: World, rota: RotaFile, number: int) -> None:
    """Write ``rota`` in the place of draft ``number``, after an edit by hand."""
    replace_file(world.root, draft_path(rota.group, rota.month, number), dump(rota))


def base_path(group: str, month: str) -> str:
    """Where a published base is kept."""
    return f"{ROTAS}/{group}/{month}.toml"


def base_digest(rota: RotaFile) -> str:
    """The digest that the base of ``rota`` has once it is written."""
    text = dump(rota, BASE_HEADER)
    return digest(parse_toml(text, base_path(rota.group, rota.month)).data)


def write_base(world: World, rota: RotaFile) -> None:
    """Write ``rota`` as a month's base, which is never written again; Taken if it exists."""
    create_file(world.root, base_path(rota.group, rota.month), dump(rota, BASE_HEADER))
