"""What an edition needs to know beside the rota itself: for whom, which version, what changed, and who sees what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rota.domain.audience import Audience
from rota.domain.cell import Cell
from rota.domain.rota import Rota
from rota.show.edition.whole import Changed, Version

CellKey = tuple[str, date]


@dataclass(frozen=True)
class Context:
    """What surrounds a rota in an edition.

    ``seen`` is the rota as the audience sees it; ``before`` the cells, as seen, of the version before where they were
    others. ``names`` are those that may be shown. ``team`` narrows the edition to one team, None shows all.
    """

    seen: Rota
    audience: Audience
    version: Version
    names: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[CellKey, Cell] = field(default_factory=dict)
    changes: tuple[Changed, ...] = ()
    team: str | None = None
