"""A small centre whose shifts have their breaks placed: examples/tiny with windows, and a December told with lunches."""

import re
import shutil
from pathlib import Path

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from tests.cli_helpers import TINY
from tests.living_world import BASE, GROUP, LEADER, MONTH

WINDOWS = {
    "early": ("11:30", "14:00"),
    "middle": ("12:00", "14:30"),
    "late": ("13:00", "15:30"),
    "saturday": ("11:30", "13:30"),
}
"""From when until when each pattern's break of half an hour is taken."""

LUNCHES = {
    "early": {"a1": "12:00", "a3": "12:30", "a4": "13:00", "a6": "13:30"},
    "middle": {"a2": "13:00", "a5": "13:30"},
    "late": {"a2": "13:30", "a5": "14:00"},
    "saturday": {},
}
"""When each agent takes the break, pattern by pattern; 12:00 where nothing is said."""


def windowed(folder: Path, name: str = "tiny") -> Path:
    """A copy of examples/tiny whose patterns all have a break-window; nothing is planned in it."""
    root = folder / name
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("drafts", "rotas", "changes", "absence"))
    path = root / "centre.toml"
    text = path.read_text("utf-8")
    for pattern, (first, last) in WINDOWS.items():
        before, own, after = text.partition(f'id = "{pattern}"\n')
        window = f'paid-break = 30\nbreak-window = {{ from = "{first}", until = "{last}" }}\n'
        text = before + own + after.replace("paid-break = 30\n", window, 1)
    path.write_text(text, "utf-8")
    return root


def with_lunches(text: str) -> str:
    """The text of a rota file with the break that LUNCHES says in each whole shift."""
    agent, lines = "", []
    for line in text.splitlines():
        agent = found[1] if (found := re.fullmatch(r"\[cells\.(\w+)\]", line)) else agent
        shift = re.fullmatch(r'(\S+ = )"((\w+) \w+)"', line)
        if shift and shift[3] in WINDOWS:
            start = LUNCHES[shift[3]].get(agent, "12:00")
            end = f"{start[:2]}:30" if start.endswith("00") else f"{int(start[:2]) + 1}:00"
            lines.append(f'{shift[1]}"{shift[2]}; {start}-{end} break"')
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def drafted(folder: Path) -> Path:
    """A copy with a first draft of December in which everybody has their lunch."""
    root = windowed(folder)
    target = root / "drafts" / GROUP / MONTH / "1.toml"
    target.parent.mkdir(parents=True)
    heading, own = BASE.read_text("utf-8").split("\n", 1)
    assert "Published" in heading
    target.write_text("# Written by rota; change cells with `rota set`.\n" + with_lunches(own), "utf-8")
    return root


def published_with_lunches(folder: Path) -> Path:
    """A copy whose December is published so, six weeks before."""
    root = windowed(folder)
    target = root / "rotas" / GROUP / f"{MONTH}.toml"
    target.parent.mkdir(parents=True)
    target.write_text(with_lunches(BASE.read_text("utf-8")), "utf-8")
    event = PublicationEvent(
        event=Step.PUBLISHED,
        by=LEADER,
        at="2026-10-19T09:00:00+00:00",
        rota=Repository.open(root).base_digest(GROUP, MONTH),
        draft=1,
        notice=42,
    )
    matters.begin_at(root, f"rotas/{GROUP}/{MONTH}", event)
    return root
