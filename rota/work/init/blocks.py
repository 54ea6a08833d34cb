"""A commented TOML text as blocks, so that tables can be exchanged and the comments around them stay."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_HEADER = re.compile(r"^\[\[?([a-z0-9-]+)(\.[a-z0-9.-]+)?\]\]?")
_ID = re.compile(r'^id = "([^"]*)"', re.MULTILINE)
_VALUE = re.compile(r'^([a-z-]+) = "([^"]*)"', re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One table with its sub-tables, and the comment above it. The head of the file has no table."""

    table: str
    comment: str
    body: str

    @property
    def id(self) -> str:
        """The id that the table gives itself; empty if it gives none."""
        found = _ID.search(self.body)
        return found.group(1) if found else ""

    def value(self, key: str) -> str:
        """The text of the first ``key = "text"`` in the block; empty if there is none."""
        return next((text for name, text in _VALUE.findall(self.body) if name == key), "")

    def __str__(self) -> str:
        return self.comment + self.body


def split(text: str) -> list[Block]:
    """The blocks of ``text`` in order; joined they are ``text`` again."""
    blocks: list[Block] = []
    table, comment, body = "", "", ""
    above: list[str] = []  # comment lines that belong to whatever table comes next
    for line in text.splitlines(keepends=True):
        header = _HEADER.match(line)
        if header and not header.group(2):
            blocks.append(Block(table, comment, body))
            table, comment, body, above = header.group(1), "".join(above), line, []
        elif line.startswith("#") and not header:
            above.append(line)
        else:
            body += "".join(above) + line
            above = []
    return [*blocks, Block(table, comment, body + "".join(above))]


def join(blocks: Iterable[Block]) -> str:
    """The text of the blocks."""
    return "".join(str(block) for block in blocks)


def exchange(
    blocks: Iterable[Block], table: str, new: Iterable[str], keep: Callable[[Block], bool] = lambda _: False
) -> Iterator[Block]:
    """The blocks with those of ``table`` dropped unless kept, and ``new`` bodies behind the kept ones.

    The comment above the first of them stays, above whatever takes its place.
    """
    old = list(blocks)
    family = [block for block in old if block.table == table]
    members = [block for block in family if keep(block)] + [Block(table, "", body) for body in new]
    if family and members:
        members[0] = Block(table, family[0].comment, members[0].body)
        members = [Block(table, member.comment, member.body.rstrip("\n") + "\n\n") for member in members]
    for block in old:
        if family and block is family[0]:
            yield from members
        elif block.table != table:
            yield block


def quoted(text: str) -> str:
    """``text`` as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def array(texts: Iterable[str]) -> str:
    """``texts`` as a TOML array on one line."""
    return f"[{', '.join(map(quoted, texts))}]"


def table_text(table: str, lines: Iterable[str]) -> str:
    """A table of an array of tables, with an empty line behind it."""
    return "\n".join([f"[[{table}]]", *lines]) + "\n\n"
