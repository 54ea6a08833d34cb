"""A small, good repository on disk, for tests that then break one thing in it."""

from pathlib import Path

from rota.domain.period import Period
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.rules import Finding

CENTRE = """\
name = "Town hall"
zone = "Europe/London"

[[employer]]
id = "council"

[[employer]]
id = "trust"

[[site]]
id = "hall"

[[team]]
id = "front"
site = "hall"
leader = "ann"

[[group]]
id = "all"
teams = ["front"]

[[service]]
id = "phones"
site = "hall"

[[service.hours]]
open = "08:30"
close = "18:00"

[[service.hours]]
weekdays = ["sat"]
open = "09:00"
close = "16:00"

[[service]]
id = "desk"
site = "hall"
skill = "desk"
overrun = 30

[[service.hours]]
open = "08:30"
close = "17:30"

[[pattern]]
id = "early"
start = "08:30"
end = "16:30"

[[pattern]]
id = "late"
start = "10:00"
end = "18:00"
late = true

[[pattern]]
id = "saturday"
start = "09:00"
end = "16:00"
weekdays = ["sat"]

[[contract]]
id = "full"
employer = "council"
fte = 1.0
hours = "40:00"
patterns = ["early", "late", "saturday"]
saturdays = true

[[contract]]
id = "four-days"
fte = 0.8
hours = "32:00"
days = 4
patterns = ["early", "late"]
"""

PEOPLE = """\
[[agent]]
id = "ann"
team = "front"
employer = "council"
contract = "full"
home = "phones"
skills = ["phones", "desk"]

[[agent]]
id = "bob"
team = "front"
employer = "council"
contract = "full"
home = "desk"
skills = ["desk"]

[[agent.limit]]
never = ["late"]
"""

RULES = """\
[[rule]]
use = "max-days-in-row"
days = 6
"""

DEMAND = """\
[[need]]
service = "phones"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
end = "18:00"
heads = 1

[[need]]
service = "desk"
weekdays = ["mon"]
start = "09:00"
heads = [1, 1, 0]
"""

CALENDAR = """\
[[bank-holiday]]
day = 2026-12-25
name = "Christmas Day"

[[closure]]
from = 2026-12-28
until = 2027-01-01
sites = ["hall"]
"""

HISTORY = """\
since = 2026-06-01
as-of = 2026-11-01

[[agent]]
id = "ann"
saturdays = [2026-09-19]
lieu = "-1:00"
"""

WISHES = """\
agent = "ann"

[[wish]]
id = "w1"
what = "pattern"
pattern = "early"
from = 2026-12-01
until = 2026-12-04
"""

LEAVE = """\
format = 1
event = "requested"
agent = "bob"
from = 2026-12-07
until = 2026-12-09
by = "bob"
at = "2026-10-01T09:00:00+01:00"
"""

NAMES = """\
[ann]
name = "Ann Example"
email = "ann@example.org"
"""

MONTH = "2026-12"


def rota_text(month: str = MONTH, cell: str = "early phones") -> str:
    """A rota in which both agents do the same all month."""
    days = "".join(f'{day} = "{cell}"\n' for day in Period.of_month(month).days)
    return f'format = 1\ngroup = "all"\nmonth = "{month}"\n\n[cells.ann]\n{days}\n[cells.bob]\n{days}'


FILES = {
    "centre.toml": CENTRE,
    "people.toml": PEOPLE,
    "rules.toml": RULES,
    "demand.toml": DEMAND,
    "calendar/2026.toml": CALENDAR,
    "history.toml": HISTORY,
    "wishes/ann.toml": WISHES,
    "leave/k3f9a2b7c1d0/1.toml": LEAVE,
    "names.toml": NAMES,
    "rotas/all/2026-12.toml": rota_text(),
}


def make(root: Path) -> Path:
    """Write the good repository to ``root``."""
    for file, text in FILES.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replace ``old``, which must be there, by ``new`` once in ``file``; all of it where ``old`` is empty."""
    path = root / file
    text = path.read_text(encoding="utf-8") if old else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8", newline="\n")


def faults(root: Path) -> tuple[Finding, ...]:
    """What is wrong with the repository at ``root``, its December rota included."""
    try:
        repository = Repository.open(root)
        repository.rotas("all")[MONTH]
    except BadInput as error:
        return error.findings
    return ()


def line(finding: Finding) -> str:
    """A finding whole, as one text."""
    second = f" [{finding.second}]" if finding.second else ""
    return f"{finding.place}: {finding.code} {finding.message}; {finding.fix}{second}"
