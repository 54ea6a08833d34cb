"""The key of a page: what its letters, colours and signs mean; only those signs that are in it."""

from dataclasses import dataclass

from rota.domain.cell import Kind
from rota.show.edition.key import ELSEWHERE, LATE, WHEN, WHERE
from rota.show.edition.whole import Edition
from rota.show.palette import PALETTE
from rota.show.words import times

LETTERS = {Kind.LIEU: "o", Kind.LEAVE: "v", Kind.ABSENT: "x", Kind.TRAINING: "t", Kind.CLOSED: "#"}


@dataclass(frozen=True)
class Sign:
    """Letters, what they mean, and the class of their look."""

    letters: str
    meaning: str
    look: str = ""


def key(edition: Edition) -> tuple[tuple[str, tuple[Sign, ...]], ...]:
    """Patterns, services, and the other signs, as far as there are any."""
    patterns = tuple(
        Sign(
            p.letter,
            f"{p.name} {times(p.start, p.end)}",
            "late" if p.late else "",
        )
        for p in edition.patterns
    )
    services = tuple(
        Sign(service.letter, service.name, f"c{service.tone % len(PALETTE)}") for service in edition.services
    )
    sorts = (
        (WHEN, patterns),
        (WHERE, services),
        ("Other signs", _others(edition)),
    )
    return tuple((title, signs) for title, signs in sorts if signs)


def _others(edition: Edition) -> tuple[Sign, ...]:
    squares = [square for member in edition.members for square in member.squares.values()]
    kinds = {square.kind for square in squares}
    others = [Sign(LETTERS[kind], kind.value, kind.value) for kind in LETTERS if kind in kinds]
    signs = (
        ("bold:", LATE, "late", any(square.late for square in squares)),
        ("*", ELSEWHERE, "", any("*" in square.letters for square in squares)),
        ("~", f"changed since {edition.version.since}", "new", any(square.changed for square in squares)),
        ("!", "pinned", "pin", any(square.pinned and not square.changed for square in squares)),
        ("?", "no cell", "missing", any(member.missing for member in edition.members)),
    )
    return (*others, *(Sign(sign, says, look) for sign, says, look, used in signs if used))
