"""A small centre whose December is published, for tests of what happens to a rota afterwards."""

import shutil
from pathlib import Path

from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from tests.cli_helpers import TINY

MONTH = "2026-12"
GROUP = "town-hall"
BASE = Path(__file__).parent / "living" / f"{MONTH}.toml"
"""A rota of examples/tiny for December 2026, planned once and kept; every must rule holds in it."""

NOW = "2026-11-16T09:00:00+00:00"
"""A Monday, two weeks before the first day of the period: give it as ROTA_NOW."""

LEADER, DEPUTY = "a3", "a1"


def published(folder: Path) -> Path:
    """A copy of examples/tiny in ``folder`` with its December published, six weeks before."""
    root = folder / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("drafts", "rotas", "changes", "absence"))
    target = root / "rotas" / GROUP / f"{MONTH}.toml"
    target.parent.mkdir(parents=True)
    shutil.copyfile(BASE, target)
    base = Repository.open(root).base_digest(GROUP, MONTH)
    event = PublicationEvent(
        event=Step.PUBLISHED,
        by=LEADER,
        at="2026-10-19T09:00:00+00:00",
        rota=base,
        draft=1,
        notice=(Period.of_month(MONTH).start - Period.of_month("2026-11").start).days + 7,
    )
    matters.begin_at(root, f"rotas/{GROUP}/{MONTH}", event)
    return root
