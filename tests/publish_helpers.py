"""A small centre with a good draft of December 2026 that nobody has published yet."""

import shutil
from datetime import date
from pathlib import Path

from rota.domain.cell import parse_cell
from rota.domain.publication import PublicationEvent
from rota.files.repository import Repository
from tests.cli_helpers import TINY, Ran, rota
from tests.living_world import BASE, GROUP, MONTH

EARLY = "2026-10-16T09:00:00+00:00"
"""45 days before Mon 30 Nov, the first day of the period: give it as ROTA_NOW."""

LATE = "2026-11-16T09:00:00+00:00"
"""14 days before."""

DRAFTS = f"drafts/{GROUP}/{MONTH}"


def drafted(folder: Path) -> Path:
    """A copy of examples/tiny in ``folder`` whose draft 1 keeps every must rule."""
    root = folder / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("drafts", "rotas", "changes", "absence"))
    (root / DRAFTS).mkdir(parents=True)
    shutil.copyfile(BASE, root / DRAFTS / "1.toml")
    return root


def run(root: Path, *args: object, now: str = EARLY, by: str = "a3") -> Ran:
    """Run a command in ``root`` at ``now`` by somebody."""
    return rota(*args, "--repo", root, ROTA_NOW=now, ROTA_AS=by)


def write_draft(root: Path, changed: dict[tuple[str, str], str], number: int = 1) -> None:
    """Change cells of a draft behind everybody's back, as an editor would."""
    repo = Repository.open(root)
    draft = repo.draft(GROUP, MONTH, number)
    for (agent, day), cell in changed.items():
        draft.cells[agent][date.fromisoformat(day)] = parse_cell(cell)
    repo.save_draft(draft, number)


def events(root: Path) -> tuple[PublicationEvent, ...]:
    """What was told and published of the month, in order."""
    publication = Repository.open(root).publication(GROUP, MONTH)
    return publication.events if publication else ()


def files(root: Path) -> dict[str, bytes]:
    """Every file of the repository with its content."""
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }
