"""What the doctor found, as text."""

from collections.abc import Iterable

from rota.show.safe import safe


def troubles_text(troubles: Iterable[tuple[str, str, str]]) -> str:
    """Each trouble with its place, what it is, and on a second line what to do."""
    return "\n".join(f"{safe(where)}: {safe(what)}\n  Next: {safe(fix)}" for where, what, fix in troubles)
