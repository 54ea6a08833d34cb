"""Editions of hand-drawn rotas, for tests of the formats that are made from them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rota.domain.audience import Audience
from rota.domain.cell import Cell
from rota.domain.rota import Rota
from rota.show.edition.whole import Changed, Edition, Version
from rota.work.edition.build import build
from rota.work.edition.context import Context
from rota.work.staff.eyes import Eyes
from tests.show_world import NAMES, town

VERSION = Version("draft 1", "draft 1 of town 2026-06", "draft", 1, None, "", "0123456789ab")


def edition(
    rota: Rota | None = None,
    audience: Audience = Audience.LEADER,
    *,
    names: Mapping[str, str] | None = None,
    version: Version = VERSION,
    before: Mapping[tuple[str, date], Cell] | None = None,
    changes: tuple[Changed, ...] = (),
    team: str | None = None,
) -> Edition:
    """The edition of ``rota``, by default the little town's, for ``audience``; nobody's names are hidden."""
    real = rota or town()
    eyes = Eyes(None, real.facts.patterns)
    seen = replace(real, cells=eyes.cells(real.cells)) if audience is Audience.TEAM else real
    shown = NAMES if names is None else names
    return build(Context(seen, audience, version, shown, before or {}, changes, team))
