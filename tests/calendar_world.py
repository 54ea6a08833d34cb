"""A small centre with settings of its calendar, for tests of what is written into calendar/."""

import shutil
from pathlib import Path

from tests.cli_helpers import TINY, Ran, rota

NOW = "2026-10-01T09:00:00+00:00"
BARE = '[calendar]\nnation = "england"\n'
"""What the small example says of its calendar."""

SCOTLAND = """\
[calendar]
nation = "scotland"
without = ["St Andrew's Day", "Summer bank holiday"]

[[calendar.substitute]] # Boxing Day is kept together with the days between the years
day = 2027-12-28
instead = 2027-12-31

[[calendar.holiday]]
name = "Easter Monday"
yearly = "easter monday"

[[calendar.holiday]]
name = "Trades Friday"
days = [2026-07-17, 2027-07-16]

[[calendar.closure]]
name = "Christmas shutdown"
yearly = "12-29"
yearly-until = "01-01"
sites = ["town-hall"]
"""


def root_of(folder: Path, settings: str = BARE, *, hand: bool = False) -> Path:
    """A copy of the small example with ``settings``; its calendar files, which people wrote, only if wanted."""
    root = folder / "tiny"
    shutil.copytree(
        TINY, root, ignore=shutil.ignore_patterns("drafts", "rotas", *([] if hand else ["calendar"]))
    )
    return said(root, settings)


def said(root: Path, settings: str) -> Path:
    """The same centre with other settings of its calendar, and none of what stands below them."""
    centre = root / "centre.toml"
    text = centre.read_text(encoding="utf-8")
    centre.write_text(text[: text.index("\n[calendar]")] + "\n" + settings, encoding="utf-8")
    return root


def calendar(root: Path, *args: object, now: str = NOW) -> Ran:
    return rota("calendar", *args, "--repo", root, ROTA_NOW=now)


def there(root: Path) -> dict[str, bytes]:
    """Every calendar file with its bytes."""
    return {path.name: path.read_bytes() for path in sorted((root / "calendar").glob("*"))}
