"""The duty of a cell: what is worked, whenever its break is taken and its troughs are filled."""

from dataclasses import replace

from rota.domain.breaks import bare
from rota.domain.cell import Cell
from rota.domain.demand import Demand


def done_beside(service: str, demand: Demand) -> frozenset[str]:
    """The services whose deferrable work those at ``service`` do in their troughs."""
    return frozenset(entry.service for entry in demand.deferrable if service in entry.beside)


def duty(cell: Cell, demand: Demand) -> Cell:
    """``cell`` without its breaks and without what is done beside its service: the duty that people are told of.

    A leader's part at another service is part of the duty and stays.
    """
    if not cell.parts:
        return cell
    filled = done_beside(cell.service, demand) if cell.is_shift else frozenset[str]()
    return bare(replace(cell, parts=tuple(part for part in cell.parts if part.what not in filled)))
