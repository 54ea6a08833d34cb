"""Every command that writes into a repository, each with what must be there first."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rota.domain.cell import OFF, shift
from rota.domain.period import Period
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.situation import facts_of
from tests.cli_helpers import Ran, rota
from tests.living_world import GROUP, MONTH, NOW, published
from tests.test_plan_command import keep_rules

NEXT = "2027-01"
"""A month that is not published: Mon 4 January to Sun 31 January."""


def ran(root: Path, *args: str) -> Ran:
    """A command in that folder at the time of these tests."""
    return rota(*args, "--repo", root, ROTA_NOW=NOW)


def done(root: Path, *args: str) -> str:
    """As ``ran``, for what has to succeed first; the first word of its output, which often is an id."""
    outcome = ran(root, *args)
    assert outcome.code == 0, (args, outcome)
    return outcome.out.split()[0] if outcome.out.split() else ""


def small(folder: Path) -> Path:
    """A published December with so few rules that judging costs little."""
    root = published(folder)
    keep_rules(root, "trained", "agreed-limits", "daily-rest", "leave-kept", "absence-cap", "cover")
    return root


@dataclass(frozen=True)
class Writes:
    """A command that writes: what comes first, giving its last arguments, and the command itself.

    ``steps`` are the files it writes one after another; each state between is whole too. One that
    ``solves`` takes seconds, and is left to ``make slow``.
    """

    name: str
    args: tuple[str, ...]
    first: Callable[[Path], tuple[str, ...]] = lambda _: ()
    steps: int = 1
    run: Callable[[Path], Ran] | None = None
    solves: bool = False

    def prepared(self, root: Path) -> Callable[[Path], Ran]:
        """The command, once what comes first is in ``root``."""
        more = self.first(root)
        if self.run is not None:
            return self.run
        words = self.name.split()
        return lambda folder: ran(folder, *words, *more, *self.args)


def draft(root: Path) -> tuple[str, ...]:
    """A draft of the month that is not published, everybody early at home."""
    write_draft(root)
    return ()


def write_draft(root: Path) -> int:
    repo = Repository.open(root)
    facts = facts_of(repo, GROUP, NEXT)
    cells = {
        agent: {
            day: fixed.cell
            if (fixed := facts.fixed.get((agent, day)))
            else shift("early", facts.standing(agent, day).home)
            if facts.standing(agent, day).contracted
            else OFF
            for day in facts.period.days
        }
        for agent in facts.agents
    }
    return repo.write_draft(RotaFile(GROUP, NEXT, cells, made={"by": "hand"}))


def planned(root: Path) -> Ran:
    """What ``rota plan`` does once it has a rota."""
    try:
        return Ran(0, str(write_draft(root)), "")
    except BadInput as error:
        return Ran(2, "", "\n".join(finding.message for finding in error.findings))


def pinned(root: Path) -> tuple[str, ...]:
    draft(root)
    done(root, "pin", "a2", "2027-01-05", "--as", "a3")
    return ()


def leave(root: Path) -> tuple[str, ...]:
    done(root, "leave", "request", "a5", "2027-02-01", "2027-02-02", "--as", "a5")
    return (_newest(root, "leave"),)


def refused(root: Path) -> tuple[str, ...]:
    (id,) = leave(root)
    done(root, "leave", "refuse", id, "--reason", "cover", "--as", "a3")
    return (id,)


def contested(root: Path) -> tuple[str, ...]:
    for agent in ("a1", "a2", "a4"):
        done(root, "leave", "request", agent, "2027-02-15", "--as", agent)
    return ()


def absence(root: Path) -> tuple[str, ...]:
    done(root, "absence", "add", "a2", "2026-12-01", "--as", "a3")
    return ("a2",)


def wish(root: Path) -> tuple[str, ...]:
    done(root, "wish", "add", "a2", "--day-off", "--from", "2027-01-05", "--as", "a2")
    return ("a2", Repository.open(root).wishes["a2"][-1].id)


def of_next(root: Path) -> tuple[str, ...]:
    """A sheet of the month that is not published, as a list."""
    repo = Repository.open(root)
    draft = repo.draft(GROUP, NEXT, write_draft(root))
    shutil.rmtree(root / "drafts")
    cells = [(agent, day, cell) for agent, days in draft.cells.items() for day, cell in days.items()]
    return sheet("agent,date,cell", *(f"{agent},{day},{cell}" for agent, day, cell in cells))(root)


def workbook_of(month: str, day: str) -> Callable[[Path], tuple[str, ...]]:
    """A workbook that was exported, in which somebody is early at reception on ``day``."""

    def written(root: Path) -> tuple[str, ...]:
        from openpyxl import load_workbook

        if month == NEXT:
            draft(root)
        file = root.parent / "rota.xlsx"
        done(root, "export", month, "--to", "xlsx", "--for", "leader", "--output", str(file))
        book = load_workbook(file)
        rota_sheet = book["Rota"]
        row = next(row for row in rota_sheet.iter_rows(min_col=1, max_col=1) if row[0].value == "a2")[0].row
        first = Period.of_month(month).start
        rota_sheet.cell(row, 3 + (date.fromisoformat(day) - first).days).value = "MR"
        book.save(file)
        return (str(file),)

    return written


def sheet(*lines: str) -> Callable[[Path], tuple[str, ...]]:
    """A sheet beside the repository."""

    def written(root: Path) -> tuple[str, ...]:
        file = root.parent / "sheet.csv"
        file.write_text("\n".join([*lines, ""]))
        return (str(file),)

    return written


def swap(root: Path) -> tuple[str, ...]:
    done(root, "swap", "request", "a2", "2026-12-07", "--with", "a5", "--as", "a2")
    return (_newest(root, "changes"),)


def accepted(root: Path) -> tuple[str, ...]:
    (id,) = swap(root)
    done(root, "swap", "accept", id, "--as", "a5")
    return (id,)


def approved(root: Path) -> tuple[str, ...]:
    (id,) = accepted(root)
    done(root, "swap", "approve", id, *DESPITE, "--as", "a3", "--yes")
    return (id,)


def anchored(root: Path) -> tuple[str, ...]:
    approved(root)
    done(root, "audit", "anchor", "--as", "a3")
    done(root, "absence", "add", "a2", "2026-12-14", "2026-12-15", "--as", "a3")
    return ()


def cover(root: Path) -> tuple[str, ...]:
    done(root, "cover", "offer", "a4", "2026-12-19", "--to", "a6", "--as", "a3")
    return (_newest(root, "changes"),)


def taken(root: Path) -> tuple[str, ...]:
    (id,) = cover(root)
    for agent in ("a4", "a6"):
        done(root, "cover", "accept", id, "--as", agent)
    return (id,)


def covered(root: Path) -> tuple[str, ...]:
    (id,) = taken(root)
    done(root, "cover", "approve", id, *DESPITE, "--as", "a3", "--yes")
    return (id,)


def short(root: Path) -> tuple[str, ...]:
    """A day on which an absence leaves a service short that somebody else could serve."""
    done(root, "absence", "add", "a2", "2026-12-14", "--as", "a3")
    done(root, "absence", "add", "a4", "2026-12-14", "--as", "a3")
    return (MONTH, "--day", "2026-12-14")


def away(root: Path) -> tuple[str, ...]:
    """Somebody is away for the last week, whose rest is planned anew."""
    done(root, "absence", "add", "a2", "2026-12-28", "2027-01-03", "--as", "a3")
    return (MONTH,)


def counted(root: Path) -> tuple[str, ...]:
    """Phones answer calls, of which two weeks are known."""
    calls = '\n[[calls]]\nservice = "phones"\naht = 300\nwithin = 60\n'
    with (root / "demand.toml").open("a", encoding="utf-8") as demand:
        demand.write(calls)
    weekdays = (day for day in Period.of_month("2026-11").days[:14] if day.weekday() < 5)
    rows = [f"{day},{hour:02}:{half},9" for day in weekdays for hour in range(8, 19) for half in ("00", "30")]
    history = root / "demand" / "history" / "phones.csv"
    history.parent.mkdir(parents=True)
    history.write_text("\n".join(["date,start,calls", *rows]) + "\n", encoding="utf-8")
    return (MONTH,)


def synced(root: Path) -> tuple[str, ...]:
    """A calendar that a sync wrote, and settings that say otherwise since: of one file anew, and none of the other."""
    done(root, "calendar", "sync", "2028", "2029")
    centre = root / "centre.toml"
    text = centre.read_text(encoding="utf-8").partition("\n[calendar]")[0]
    fair = '\n[calendar]\n[[calendar.holiday]]\nname = "Fair"\nday = 2028-07-03\n'
    centre.write_text(text + fair, encoding="utf-8")
    return ("2028", "2029")


def copy(root: Path) -> tuple[str, ...]:
    """A staff copy in which somebody asked for leave."""
    staff = root.parent / "staff"
    done(root, "staff-copy", str(staff))
    done(staff, "leave", "request", "a5", "2027-02-01", "--as", "a5")
    return (str(staff),)


def _newest(root: Path, folder: str) -> str:
    """The id of the matter that was begun last."""
    return max((root / folder).iterdir(), key=lambda path: path.stat().st_mtime_ns).name


DESPITE = ("--despite", "cover")


def over(root: Path) -> Ran:
    """The month's hours are confirmed once its days are past, whatever leave nobody decided on."""
    args = ("close", MONTH, "--despite", "--as", "a3")
    return rota(*args, "--repo", root, ROTA_NOW="2027-01-04T09:00:00+00:00")


WRITING = (
    Writes("plan", (), run=planned),
    Writes("plan", ("--from", "2026-12-28", "--yes", "--reproducible", "--as", "a3"), away, solves=True),
    Writes("set", ("a2", "2027-01-05", "training", "--as", "a3"), draft),
    Writes("pin", ("a2", "2027-01-05", "--as", "a3"), draft),
    Writes("unpin", ("a2", "2027-01-05", "--as", "a3"), pinned),
    Writes("publish", (NEXT, "--as", "a3"), draft, steps=2),
    Writes("tell", (NEXT, "--as", "a3"), draft),
    Writes("close", (), run=over),
    Writes("leave request", ("a5", "2027-02-01", "2027-02-02", "--as", "a5")),
    Writes("leave approve", ("--as", "a3"), leave),
    Writes("leave refuse", ("--reason", "cover", "--as", "a3"), leave),
    Writes("leave withdraw", ("--as", "a5"), leave),
    Writes("leave waitlist", ("--as", "a5"), refused),
    Writes(
        "leave draw",
        ("--from", "2027-02-15", "--until", "2027-02-15", "--seed", "7", "--as", "a3"),
        contested,
    ),
    Writes(
        "leave import",
        ("--means", "paper", "--as", "a3"),
        sheet("agent,from,until,half", "a5,2027-02-01,2027-02-02,", "a2,2027-02-08,,"),
        steps=2,
    ),
    Writes("swap request", ("a2", "2026-12-07", "--with", "a5", "--as", "a2")),
    Writes("swap accept", ("--as", "a5"), swap),
    Writes("swap decline", ("--as", "a5"), swap),
    Writes("swap withdraw", ("--as", "a2"), swap),
    Writes("swap reject", ("--as", "a3"), swap),
    Writes("swap approve", (*DESPITE, "--as", "a3", "--yes"), accepted),
    Writes("swap void", ("--as", "a3", "--yes"), approved),
    Writes("cover offer", ("a4", "2026-12-19", "--to", "a6", "--as", "a3")),
    Writes("cover accept", ("--as", "a6"), cover),
    Writes("cover decline", ("--as", "a6"), cover),
    Writes("cover withdraw", ("--as", "a3"), cover),
    Writes("cover reject", ("--as", "a3"), cover),
    Writes("cover approve", (*DESPITE, "--as", "a3", "--yes"), taken),
    Writes("cover void", ("--as", "a3", "--yes"), covered),
    Writes("check", ("--write-baseline", "--exit-zero")),
    Writes("import", ("--month", NEXT, "--draft", "--as", "a3"), of_next),
    Writes("import", ("--as", "a3"), workbook_of(NEXT, "2027-01-05")),
    Writes("import", ("--as", "a3"), workbook_of(MONTH, "2026-12-14")),
    Writes("audit anchor", ("--as", "a3"), anchored),
    Writes("inbox", ("--as", "a3"), copy, steps=2),
    Writes("demand forecast", (), counted),
    Writes("calendar sync", (), synced, steps=2),
    Writes("calendar import", (), sheet("name,from,until", "Half term,2027-02-15,2027-02-19")),
    Writes("absence add", ("a2", "2026-12-01", "--as", "a3")),
    Writes("absence end", ("2026-12-03", "--as", "a3"), absence),
    Writes("absence void", ("--as", "a3"), absence),
    Writes("move", ("a2", "2026-12-14", "--service", "reception", "--as", "a3")),
    Writes("repair", ("--choose", "1", "--as", "a3"), short, solves=True),
    Writes("round", ("2027-03", "--open", "--as", "a3")),
    Writes("wish add", ("a2", "--day-off", "--from", "2027-01-05", "--as", "a2")),
    Writes("wish none", ("a6", NEXT, "--as", "a6")),
    Writes("wish remove", ("--as", "a2"), wish),
    Writes(
        "wish import",
        ("--means", "paper", "--as", "a3"),
        sheet("agent,kind,from", "a2,day-off,2027-01-05", "a5,day-off,2027-01-06"),
        steps=2,
    ),
)

READING = frozenset(
    {
        "absence list", "audit month", "audit verify", "calendar show", "check", "completion", "cover find", "cover list", "cover show", "demand show",
        "diff", "doctor", "explain", "leave calendar", "leave list", "leave show", "parity", "rules", "service", "show", "size",
        "swap find", "swap list", "swap show", "waiver draft", "waiver list", "whatif", "wish list",
    }
)  # fmt: skip
"""Commands that write nothing."""

ELSEWHERE = frozenset({"export", "init", "schema", "staff-copy"})
"""Commands that write where they are told to, and not into the repository that they read."""
