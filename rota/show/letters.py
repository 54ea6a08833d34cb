"""How a cell is written in a grid: a letter for its pattern and one for its service, and their colours."""

from collections.abc import Iterable
from datetime import date

from rota.domain.cell import Cell, Kind
from rota.domain.duties import duty
from rota.domain.facts import Facts
from rota.domain.rota import Rota
from rota.show.paint import Line, Segment, listed
from rota.show.safe import safe
from rota.show.totals import pinned
from rota.show.words import times

_KINDS = {
    Kind.OFF: (".", "dim"),
    Kind.LIEU: ("o", "bold yellow"),
    Kind.LEAVE: ("v", "yellow"),
    Kind.ABSENT: ("x", "bold red"),
    Kind.TRAINING: ("t", "bold"),
    Kind.CLOSED: ("#", "dim"),
}
_PALETTE = ("cyan", "magenta", "green", "blue", "bright_red", "bright_cyan", "bright_magenta", "bright_green")
_MARKS = {
    **{(False, ""): "", (True, ""): "*"},
    **{(False, "pinned"): "!", (True, "pinned"): "&"},
    **{(False, "changed"): "~", (True, "changed"): "%"},
}
MARKS = "*!&~%"
MISSING: Segment = ("?", "bold red")
"""What stands for a cell that ought to be there."""


class Letters:
    """The letters of one centre's patterns and services; given ones first, the others from the ids."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        patterns = [(entry.id, entry.letter) for entry in facts.centre.pattern]
        services = [(entry.id, entry.letter) for entry in facts.centre.service]
        self._patterns = _assigned([(id, letter or id.upper()) for id, letter in patterns], dict(patterns))
        self._services = _assigned([(id, letter or id) for id, letter in services], dict(services))
        self._styles = {id: _PALETTE[at % len(_PALETTE)] for at, (id, _) in enumerate(services)}

    def service(self, service: str) -> Segment:
        """The letter of a service in its colour."""
        return self._services.get(service, "?"), self._styles.get(service, "bold red")

    def pattern(self, pattern: str) -> str:
        """The letter of a pattern."""
        return self._patterns.get(pattern, "?")

    def cell(self, cell: Cell) -> Segment:
        """A whole cell in one or two letters, without marks. Late shifts are bold."""
        if not cell.is_shift:
            return _KINDS[cell.kind]
        letter, style = self.service(cell.service)
        pattern = self._facts.patterns.get(cell.pattern)
        bold = "bold " if pattern and pattern.late else ""
        return self.pattern(cell.pattern) + letter, bold + style

    def mark(self, cell: Cell, state: str) -> str:
        """The sign behind a cell: ``*`` has timed parts, ``!`` pinned, ``&`` both, ``~`` and ``%`` changed since published.

        A break, or what fills a trough, is no such part: any shift may have one.
        """
        return _MARKS[bool(duty(cell, self._facts.demand).parts), state]

    def key(self, cells: Iterable[tuple[Cell | None, str]], width: int | None) -> list[Line]:
        """What the letters mean: all patterns and services, and the other marks that ``cells`` use.

        Each cell comes with its state; None is a cell that is missing.
        """
        used = set(cells)
        kinds = {cell.kind for cell, _ in used if cell}
        marks = {self.mark(cell, state) if cell else MISSING[0] for cell, state in used}
        signs = [(*_KINDS[kind], kind.value) for kind in _KINDS if kind in kinds]
        words = {
            "*": "has timed parts",
            "!": "pinned",
            "&": "pinned, has timed parts",
            "~": "changed since published",
            "%": "changed since published, has timed parts",
            MISSING[0]: "no cell",
        }
        others = [(sign, "bold", text) for sign, text in words.items() if sign in marks]
        return [
            *listed("Patterns", [self._pattern_key(id) for id in self._patterns], width),
            *listed("Services", [[self.service(id), (f" {id}", "")] for id in self._services], width),
            *listed("Other   ", [[(s, style), (f" {text}", "")] for s, style, text in signs + others], width),
        ]

    def _pattern_key(self, id: str) -> Line:
        pattern = self._facts.patterns[id]
        late = ", late" if pattern.late else ""
        name = f" ({safe(pattern.name)})" if pattern.name.lower() not in ("", id) else ""
        style = "bold" if pattern.late else ""
        return [(self._patterns[id], style), (f" {id}{name} {times(pattern.start, pattern.end)}{late}", "")]


def state_of(rota: Rota, agent: str, day: date) -> str:
    """``changed`` since the rota was published, ``pinned`` in a draft, or nothing of either."""
    if (agent, day) in rota.places:
        return "changed"
    return "pinned" if pinned(rota, agent, day) else ""


def _assigned(wanted: list[tuple[str, str]], given: dict[str, str]) -> dict[str, str]:
    """A letter or two for each id, no two alike: a given one as it is, else the first letter that is free."""
    taken: dict[str, str] = {}
    for id, letters in sorted(wanted, key=lambda entry: not given[entry[0]]):
        clean = safe(letters)
        first = [clean] if given[id] else [letter for letter in clean if letter.isalnum()]
        spare = [clean[0] + digit for digit in "23456789"] + [clean[0] + letter for letter in clean[1:]]
        free = (letter for letter in [*first, *spare] if letter not in taken.values())
        taken[id] = next(free, "?")
    return {id: taken[id] for id, _ in wanted}
