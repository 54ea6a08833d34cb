"""The command line run in this process, on a copy of the small example with a draft made by hand."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from typer.main import get_command
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
    # Typer's runner would put all commands together anew at every call.
    runner, command, code = CliRunner(), _command(), 0
    with runner.isolation(env={"ROTA_AS": "", "COLUMNS": "100", **environment}) as (out, err, _):
        try:
            command.main([str(arg) for arg in args], prog_name=runner.get_default_prog_name(command))
        except SystemExit as ended:
            code = int(ended.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        said = [stream.getvalue().decode().replace("\r\n", "\n") for stream in (out, err)]
    return Ran(code, *said)


@cache
def _command() -> Any:
    return get_command(app)


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
