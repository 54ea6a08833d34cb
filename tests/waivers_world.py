"""Waivers for tests: as objects laid over the facts of a small world, and as tables in a repository's waivers.toml."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rota.domain.facts import Facts
from rota.domain.place import Place
from rota.domain.waivers import LiveWaiver, Waiver

FILE = "waivers.toml"
GROUND = Place(FILE, ("waiver", 0), 1, 1)


def waiver(rule: str, **said: Any) -> Waiver:
    """A waiver of ``rule`` for ever, but for what is ``said``, in Python's own words."""
    ever = {"from_": date(2000, 1, 1), "until": date(2100, 1, 1)}
    by = {"approver": "hr-1", "approved": date(2000, 1, 1), "expires": date(2100, 1, 1), "reason": "agreed"}
    return Waiver(**{"rule": rule, **ever, **by, **said})


def waived(facts: Facts, *waivers: Waiver) -> Facts:
    """``facts`` with ``waivers`` that hold."""
    return replace(facts, waivers=tuple(LiveWaiver(one, GROUND) for one in waivers))


def table(rule: str, **said: str) -> str:
    """A table of waivers.toml, each value of ``said`` as it would stand there; it covers a2 on Sat 12 Dec 2026."""
    keys = {
        "rule": f'"{rule}"',
        "agents": '["a2"]',
        "from": "2026-12-12",
        "until": "2026-12-12",
        "reason": '"agreed with the works council"',
        "approver": '"hr-1"',
        "approved": "2026-10-01",
        "expires": "2027-03-31",
    }
    keys |= {key.rstrip("_"): value for key, value in said.items()}
    return "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value)


def write(root: Path, *tables: str) -> Path:
    """The repository with these waivers and no others."""
    (root / FILE).write_text("\n".join(tables), "utf-8")
    return root
