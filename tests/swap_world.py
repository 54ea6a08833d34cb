"""A published December, in which people swap: commands as somebody, and the id of what they began."""

import re
from collections.abc import Mapping
from pathlib import Path

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from tests.cli_helpers import Ran, rota
from tests.living_world import GROUP, MONTH, NOW, published

REFERRED = ("--despite", "saturday-share")


def run(root: Path, *args: object, by: str = "", now: str = NOW) -> Ran:
    """One command in ``root``, at a moment, by somebody."""
    stated = ("--as", by) if by else ()
    return rota(*args, *stated, "--repo", root, ROTA_NOW=now)


def fine(ran: Ran) -> Ran:
    """What ran, which must have gone well."""
    assert ran.code == 0, ran.err + ran.out
    return ran


def begun(ran: Ran) -> str:
    """The id of the change that a command began."""
    found = re.match(r"(Swap|Cover) ([a-z0-9]{12}):", fine(ran).out)
    assert found, ran.out
    return found[2]


def asked(root: Path, me: str, day: str, other: str, *more: object) -> str:
    """A swap that ``me`` asks for."""
    return begun(run(root, "swap", "request", me, day, "--with", other, *more, by=me))


def agreed(root: Path, me: str, day: str, other: str, *more: object) -> str:
    """A swap that ``me`` asks for and ``other`` accepts."""
    id = asked(root, me, day, other, *more)
    fine(run(root, "swap", "accept", id, by=other))
    return id


def applied(root: Path, me: str, day: str, other: str, *more: object, by: str = "a3") -> str:
    """A swap that is approved, whatever is referred."""
    id = agreed(root, me, day, other, *more)
    fine(run(root, "swap", "approve", id, *REFERRED, by=by))
    return id


def plain(text: str, id: str) -> str:
    """``text`` without what differs from run to run, or whenever a rule is added to the example."""
    return re.sub(r"\d+ rules unchanged", "N rules unchanged", text.replace(id, "ID"))


def cell(root: Path, agent: str, day: str) -> str:
    """A cell of the published rota as it stands now."""
    from datetime import date

    found = Repository.open(root).rotas(GROUP)[MONTH].cells[agent][date.fromisoformat(day)]
    return str(found)


def with_cells(folder: Path, cells: Mapping[tuple[str, str], str]) -> Path:
    """The published December with some cells of its base otherwise, as if it had been published so."""
    root = published(folder)
    base = root / "rotas" / GROUP / f"{MONTH}.toml"
    text = base.read_text("utf-8")
    for (agent, day), value in cells.items():
        before, own, after = text.partition(f"[cells.{agent}]\n")
        section, mark, rest = after.partition("\n[")
        section = re.sub(rf'(?m)^{day} = ".*"$', f'{day} = "{value}"', section)
        text = before + own + section + mark + rest
    base.write_text(text, "utf-8")
    (root / "rotas" / GROUP / MONTH / "1.toml").unlink()
    event = PublicationEvent(
        event=Step.PUBLISHED,
        by="a3",
        at="2026-10-19T09:00:00+00:00",
        rota=Repository.open(root).base_digest(GROUP, MONTH),
        draft=1,
        notice=42,
    )
    matters.begin_at(root, f"rotas/{GROUP}/{MONTH}", event)
    return root


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a hand file, once."""
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (file, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")
