"""What granting leave does to published rotas: cover that is short then, and rules that are broken more."""

from collections.abc import Sequence
from dataclasses import dataclass

from rota.domain.cover import Shortfall
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange
from rota.files.repository import Repository
from rota.work.effects import RuleEffect, effects_of


@dataclass(frozen=True)
class Consequences:
    """Shortfalls that are not there without the leave, the rules that it makes worse, must rules first, and how calls fare."""

    short: tuple[Shortfall, ...] = ()
    worse: tuple[RuleEffect, ...] = ()
    levels: tuple[LevelMove, ...] = ()


def consequences(repo: Repository, cells: Sequence[CellChange]) -> Consequences:
    """What ``cells`` do to the published rotas as they stand now; nothing without cells."""
    if not cells:
        return Consequences()
    effects = effects_of(repo, cells)
    before, after = effects.cover
    return Consequences(tuple(short for short in after if short not in before), effects.worse, effects.levels)
