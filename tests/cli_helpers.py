"""The command line run in this process, on a copy of the small example with a draft made by hand."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from rota.cli.main import app
from rota.domain.cell import OFF, Cell, shift
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.situation import facts_of

TINY = Path(__file__).parents[1] / "examples" / "tiny"
MONTH = "2026-12"
LEADER = "a3"
"""Who leads the only team of the small example."""


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def rota(*args: object, **environment: str) -> Ran:
    """Run ``rota`` with ``args``; nobody is known unless the environment says so."""
    ran = CliRunner().invoke(
        app, [str(arg) for arg in args], env={"ROTA_AS": "", "COLUMNS": "100", **environment}
    )
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def tiny(folder: Path) -> Path:
    """A copy of examples/tiny without drafts, in ``folder``."""
    shutil.copytree(TINY, folder / "tiny", ignore=shutil.ignore_patterns("drafts"))
    return folder / "tiny"


def with_draft(root: Path) -> Path:
    """The repository with a draft in which everybody works early at home on contracted days."""
    repo = Repository.open(root)
    facts = facts_of(repo, repo.centre.group[0].id, MONTH)
    cells = {agent: dict(_plain(facts, agent)) for agent in facts.agents}
    repo.write_draft(RotaFile(facts.group, MONTH, cells, made={"by": "hand"}))
    return root


def _plain(facts, agent: str) -> Iterator[tuple[date, Cell]]:
    for day in facts.period.days:
        standing = facts.standing(agent, day)
        fixed = facts.fixed.get((agent, day))
        yield day, fixed.cell if fixed else shift("early", standing.home) if standing.contracted else OFF


def publish(root: Path) -> None:
    """Put draft 1 where a published rota stands."""
    group = Repository.open(root).centre.group[0].id
    (root / "rotas" / group).mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "drafts" / group / MONTH / "1.toml", root / "rotas" / group / f"{MONTH}.toml")
