"""Signs that make a strip of half hours or days: each says by its letter what its colour says."""

from rota.domain.levels import Level
from rota.show.paint import Line, Segment

BLOCKS, DIGITS = "▁▂▃▄▅▆▇█", "0123456789#"
"""Signs for how much of a target is reached, in their order: the last is for one that is met."""

ENOUGH, MORE = ".", ":"
"""Signs for as many heads as are needed, and for more; faint ones, so that the others stand out."""

_MOST = 9


def short_sign(difference: int | None) -> Segment:
    """One half hour's cover: a digit where heads are short, else whether there are more than needed; None is closed."""
    if difference is None:
        return "", ""
    if difference < 0:
        return str(min(-difference, _MOST)), "red" if difference == -1 else "bold red"
    return (MORE, "green") if difference else (ENOUGH, "")


def short_key() -> list[Line]:
    """What those signs mean."""
    return [
        [("1-9", "bold red"), (" so many heads short (9: or more)", "")],
        [(ENOUGH, ""), (" as many as needed", "")],
        [(MORE, "green"), (" more", "")],
    ]


def share_sign(level: Level | None, *, blocks: bool) -> Segment:
    """How near a service level comes to its target; the full sign only where it is met. Nothing without calls."""
    if level is None or level.sums.level is None:
        return "", ""
    signs = BLOCKS if blocks else DIGITS
    if level.met:
        return signs[-1], "green"
    return signs[int(level.sums.level / level.target * (len(signs) - 1))], "bold red"


def share_key(*, blocks: bool) -> list[Line]:
    """What the signs of service level mean."""
    signs = BLOCKS if blocks else DIGITS
    missed = " target missed, the fuller the nearer" if blocks else " target missed, in tenths of it"
    return [
        [(signs[-1], "green"), (" target of calls met", "")],
        [(f"{signs[0]}-{signs[-2]}", "bold red"), (missed, "")],
    ]
