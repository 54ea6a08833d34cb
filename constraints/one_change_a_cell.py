"""AUDIT04 one-change-a-cell: no two changes stand on one cell.

Why      Two leaders may say yes to two things that cannot both be. Neither is guessed to be the right one.
Source   What is worked is one thing: of two changes of the same cell only one can hold.
Counts   Pairs of changes that name the same predecessor of the same cell. Commands refuse the second; only a merge
         of two copies of the repository brings both together. Then neither applies, nor what is built on them,
         until a leader voids one.
Carries  Nothing.
Costs    One per pair.
Waive    Rather void one of the two: until then neither is worked, and HR has nothing to waive.

    [[rule]]
    use = "one-change-a-cell"

    [[pass]]
    name = "the second stands on the first"
    rota.bob = "ELEEE.."
    record.move.m1 = ["2026-05-12 dan recorded: bob 2 E>M"]
    record.move.m2 = ["2026-05-14 dan recorded: bob 2 M>L on m1/1"]

    [[fail]]
    name = "both stand on the rota as it was published"
    rota.bob = "EEEEE.."
    record.move.m1 = ["2026-05-12 dan recorded: bob 2 E>M"]
    record.move.m2 = ["2026-05-14 cat recorded: bob 2 E>L"]
    breaks = ["bob 2"]
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import breach, number_of, undoing
from rota.domain.clock import day_words
from rota.domain.effective import Fault
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class OneChangeACell(Rule):
    """No two changes stand on one cell."""

    code: ClassVar[str] = "AUDIT04"
    name: ClassVar[str] = "one-change-a-cell"
    unit: ClassVar[str] = "pairs of changes on one cell"
    remedy: ClassVar[str] = "let a leader void one of the two; the other then applies"
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan stands on no change."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Name each pair once, with the cell that both change."""
        record = rota.facts.record
        told: set[frozenset[str]] = set()
        for one in record.unapplied if record else ():
            pair = frozenset({one.ref, one.other or ""})
            if record is None or one.fault is not Fault.TWICE or one.other is None or pair in told:
                continue
            told.add(pair)
            cell = one.cell
            message = (
                f"{one.ref} and {one.other} both change {cell.agent} on {day_words(cell.day)}, which was "
                f"{cell.before}; neither applies"
            )
            cells = record.cells_of(one.ref)
            place = Place(f"{one.ref}.toml").at("cell", number_of(cells, cell))
            fix = f"void one of the two: {undoing(one.ref)}, or {undoing(one.other)}"
            second = Place(f"{one.other}.toml")
            yield breach(self, rota, (cell, *cells), message, place, second=second, fix=fix)
