"""AUDIT05 changes-apply: every change that was decided applies.

Why      Two people leave a talk in the belief that they have swapped. If the swap stands on nothing, both
         must hear of it before the day.
Source   What was agreed is what is worked.
Counts   Changes of cells that do not apply, apart from two on one cell (one-change-a-cell): the cell before them is
         another than they say, they stand on a change that does not apply or is gone, or the rota they change is
         not there. All of such a change stays without effect, also its other cells.
Carries  Nothing.
Costs    One per change.
Waive    HR, in waivers.toml, for the agents and days: where the day is over and everybody knows what was
         worked. Before that, void the change and agree it anew.

    [[rule]]
    use = "changes-apply"

    [[pass]]
    name = "changed from what was there"
    rota.bob = "EMEEE.."
    record.move.m1 = ["2026-05-12 dan recorded: bob 2 E>M"]

    [[fail]]
    name = "changed from what was there no more"
    rota.bob = "EMEEE.."
    record.move.m1 = ["2026-05-12 dan recorded: bob 2 E>M"]
    record.move.m2 = ["2026-05-14 dan recorded: bob 2 E>L on m1/1"]
    breaks = ["bob 2"]
"""

from collections.abc import Iterator
from typing import ClassVar

from constraints.records import breach, number_of, undoing
from rota.domain.clock import day_words
from rota.domain.effective import Fault, Unapplied
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.rules import Finding, RotaModel, Rule


class ChangesApply(Rule):
    """Every change that was decided applies."""

    code: ClassVar[str] = "AUDIT05"
    name: ClassVar[str] = "changes-apply"
    unit: ClassVar[str] = "changes without effect"
    remedy: ClassVar[str] = "look with `rota audit`, void the change, and agree it anew"
    plans: ClassVar[bool] = False

    def encode(self, model: RotaModel) -> None:
        """Nothing: a plan stands on no change."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Tell of each change left out of the rota why it is."""
        record = rota.facts.record
        for one in record.unapplied if record else ():
            if record is None or one.fault is Fault.TWICE:
                continue
            cells = record.cells_of(one.ref)
            message = f"{one.ref} has no effect: {_why(one)}"
            fix = f"look with `rota audit`, take it back with {undoing(one.ref)}, and agree it anew"
            place = Place(f"{one.ref}.toml").at("cell", number_of(cells, one.cell))
            yield breach(self, rota, (one.cell, *cells), message, place, fix=fix)


def _why(one: Unapplied) -> str:
    cell = f"{one.cell.agent} on {day_words(one.cell.day)}"
    if one.fault is Fault.MOVED:
        return f"{cell} was not {one.cell.before} before it"
    if one.fault is Fault.ORPHANED:
        return f"{cell} stands on {one.cell.on}, which does not apply"
    return f"no published rota has {cell}"
