"""B-town as it was before its phones were planned by calls: heads given for each half hour, and no breaks placed."""

import tomllib
from pathlib import Path
from typing import Any

import tomli_w

Table = dict[str, Any]


def with_given_heads(demand: Table) -> Table:
    """Demand without calls and work that can wait; the heads that were given until then stay in force."""
    needs = [
        {key: value for key, value in need.items() if key != "until"} for need in demand["need"] if _old(need)
    ]
    others = [need for need in demand["need"] if not _old(need)]
    return {"need": [*needs, *others]}


def _old(need: Table) -> bool:
    """Whether the need was given until calls took its place."""
    return "until" in need and "from" not in need


def without_breaks(centre: Table) -> Table:
    """The centre with breaks left to those who work the shifts."""
    patterns = [
        {key: value for key, value in each.items() if key != "break-window"} for each in centre["pattern"]
    ]
    return centre | {"pattern": patterns}


def give_heads(folder: Path) -> None:
    """Put the repository in ``folder`` back to given heads."""
    for name, change in (("demand.toml", with_given_heads), ("centre.toml", without_breaks)):
        path = folder / name
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        path.write_text(tomli_w.dumps(change(table)), encoding="utf-8", newline="\n")
    for path in folder.glob("demand/*.csv"):
        path.unlink()
