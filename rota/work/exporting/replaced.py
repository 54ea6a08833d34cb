"""What a page was before it is replaced: whoever serves it to a team is told when it becomes one for others."""

import re
from pathlib import Path

from rota.domain.audience import Audience

_MOST = 4_000
"""Bytes; what a page says it is stands in its head."""

_SAYS = re.compile(r'<meta name="generator" content="rota (html|board) (\w+)">')


def becomes(path: Path, form: str, audience: Audience) -> str:
    """That the page at ``path`` was another than ``form`` for ``audience``; empty if it was none of ours, or the same."""
    was = _was(path)
    if was is None or was == (form, audience):
        return ""
    old, new = _words(*was), _words(form, audience)
    if was[0] == form:
        new = new.replace("a page", "one")
    return f"{path} was {old}; it is {new} now."


def _was(path: Path) -> tuple[str, Audience] | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        found = _SAYS.search(file.read(_MOST).decode("utf-8", errors="replace"))
    known = found is not None and found[2] in {each.value for each in Audience}
    return (found[1], Audience(found[2])) if found and known else None


def _words(form: str, audience: Audience) -> str:
    return "a notice board" if form == "board" else f"a page for {audience.readers}"
