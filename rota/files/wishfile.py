"""Wish files: one for each agent, written by the tool."""

from collections.abc import Iterable
from pathlib import Path

from rota.domain.wishes import Wish
from rota.files.lines import facts, tables
from rota.files.write import replace_file

FOLDER = "wishes"
HEADER = "# Written by rota: change wishes with `rota wish`."


def write_wishes(root: Path, agent: str, wishes: Iterable[Wish]) -> None:
    """Write all wishes of ``agent``, in the place of those before; BadInput if it cannot be written."""
    replace_file(root, f"{FOLDER}/{agent}.toml", dump(agent, wishes))


def dump(agent: str, wishes: Iterable[Wish]) -> str:
    """The text of an agent's wish file."""
    entries = (wish.model_dump(by_alias=True) for wish in wishes)
    return f"{HEADER}\n{facts({'agent': agent})}" + "".join(tables("wish", entries))
