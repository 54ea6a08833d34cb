"""Wish files: one for each agent, written by the tool."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rota.domain.wishes import Wish
from rota.files.wording import basic
from rota.files.write import replace_file

FOLDER = "wishes"
HEADER = "# Written by rota: change wishes with `rota wish`."


def write_wishes(root: Path, agent: str, wishes: Iterable[Wish]) -> None:
    """Write all wishes of ``agent``, in the place of those before; BadInput if it cannot be written."""
    replace_file(root, f"{FOLDER}/{agent}.toml", dump(agent, wishes))


def dump(agent: str, wishes: Iterable[Wish]) -> str:
    """The text of an agent's wish file."""
    lines = [HEADER, f"agent = {basic(agent)}"]
    for wish in wishes:
        lines += ["", "[[wish]]", *_lines(wish)]
    return "\n".join(lines) + "\n"


def _lines(wish: Wish) -> Iterator[str]:
    yield f"id = {basic(wish.id)}"
    yield f"what = {basic(wish.what.value)}"
    if wish.pattern is not None:
        yield f"pattern = {basic(wish.pattern)}"
    if wish.service is not None:
        yield f"service = {basic(wish.service)}"
    yield f"from = {wish.from_}"
    yield f"until = {wish.until}"
    yield f"strength = {basic(wish.strength.value)}"
