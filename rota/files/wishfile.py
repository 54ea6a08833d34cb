"""Wish files: one for each agent, written by the tool."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from rota.domain.place import Place
from rota.domain.wishes import AgentWishes, NoWishes, Wish
from rota.files.codes import Code
from rota.files.errors import bad
from rota.files.lines import facts, tables
from rota.files.loading import validate
from rota.files.toml import read_toml
from rota.files.write import replace_file

FOLDER = "wishes"
HEADER = "# Written by rota: change wishes with `rota wish`."


def read_wishes(root: Path, agent: str) -> AgentWishes:
    """What is in the wish file of ``agent`` at this moment; BadInput if that cannot be read."""
    file = f"{FOLDER}/{agent}.toml"
    if not (root / file).exists():
        return AgentWishes(agent=agent)
    try:
        return validate(AgentWishes, read_toml(root, file).data)
    except ValidationError as error:
        raise bad(Code.WRONG_VALUE, f"{file} was broken just now", "see `rota check`", Place(file)) from error


def write_wishes(root: Path, agent: str, wishes: Iterable[Wish], none: Iterable[NoWishes] = ()) -> None:
    """Write all wishes of ``agent``, and the months without any, in the place of those before.

    BadInput if they cannot be written.
    """
    replace_file(root, f"{FOLDER}/{agent}.toml", dump(agent, wishes, none))


def dump(agent: str, wishes: Iterable[Wish], none: Iterable[NoWishes] = ()) -> str:
    """The text of an agent's wish file."""
    entries = (wish.model_dump(by_alias=True) for wish in wishes)
    months = (month.model_dump(by_alias=True) for month in none)
    listed = [*tables("wish", entries), *tables("none", months)]
    return f"{HEADER}\n{facts({'agent': agent})}" + "".join(listed)
