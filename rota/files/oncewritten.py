"""What to do about files that rota writes once and nobody edits, when they cannot be read; and about unfinished merges."""

import re

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad

UNMERGED = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |$)", re.MULTILINE)
"""A line with which git begins, parts or ends the two sides of a conflict."""

_EVENT = re.compile(r"(?:leave|absence|changes|closings|draws|rounds|rotas|anchors)/(?:.+/)?[0-9]+\.toml")
_ANCHOR = re.compile(r"anchors/[0-9]+\.toml")
_BASE = re.compile(r"rotas/[^/]+/[^/]+\.toml")


def written_once(file: str) -> bool:
    """Whether ``file`` is an event, an anchor or a published base: nothing in it is for anybody to correct."""
    return any(kind.fullmatch(file) for kind in (_EVENT, _BASE))


def unmerged(file: str, place: Place) -> Exception:
    """The refusal of ``file``, which has such a mark at ``place``; it says how to finish the merge."""
    return bad(
        Code.UNMERGED, f"a merge was left unfinished: both sides stand in {file}", _advice(file), place
    )


def _advice(file: str) -> str:
    whole = f"git checkout --ours -- {file}, or --theirs"
    if _ANCHOR.fullmatch(file):
        return f"keep the anchor whose digest HR has, whole ({whole}), then anchor anew: rota audit anchor"
    if _EVENT.fullmatch(file):
        return f"take one of the two events whole ({whole}); whoever wrote the other enters it anew"
    if _BASE.fullmatch(file):
        return f"take the rota that was published first, whole ({whole}); the other was never told to anybody"
    return "keep the right lines, and take out those with <<<<<<<, ======= and >>>>>>>; see `git status`"
