"""What is said beside the payroll: corrections that no column tells, missing numbers, cover that is made good twice."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.domain.closings import Entry, parse_line
from rota.domain.payroll import COLUMNS, CORRECTION, PayColumn, PayValue
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.show.closing import closing_text
from rota.show.paynotes import cover_notes
from tests.close_world import FEBRUARY, JANUARY, LATER, closed, closed_world, ill, next_month, replace, run
from tests.living_world import GROUP, MONTH

FILE = f"payroll-{GROUP}-council-2027-01-31.csv"
BESIDE = FILE.replace(".csv", "-corrections.csv")


def columns(*values: str) -> str:
    return "".join(f'\n[[payroll.column]]\nname = "{value}"\nvalue = "{value}"\n' for value in values)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December was closed and corrected, a2 and a5 absent on days confirmed as late, and January closed upon it."""
    root = next_month(closed_world(tmp_path_factory.mktemp("world")))
    closed(root)
    ill(root, "a2", "2026-12-29")
    ill(root, "a5", "2026-12-30")
    closed(root, now=LATER)
    closed(root, month=JANUARY, now=FEBRUARY)
    return root


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


def mapped(root: Path, payroll: str) -> None:
    with (root / "centre.toml").open("a", encoding="utf-8") as centre:
        centre.write(payroll)


def exported(root: Path, folder: Path) -> str:
    """What is said besides the files, which go into ``folder``."""
    ran = run(root, "export", JANUARY, "--to", "payroll", "--employer", "council", "--output", folder)
    assert ran.code == 0, ran
    return ran.err.removesuffix(
        "Hours are those that were confirmed with rota close; this is for payroll and HR alone.\n"
    )


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


# ---- Corrections that no column tells ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            ("agent", "hours"),
            f"Note: 2 corrections (hours -15:00) are in no column of {FILE}; add a column correction-hours to [payroll], or "
            f"hand over {BESIDE} too.\n",
        ),
        (
            ("agent", "hours", "lates", "absence-hours", "correction-hours"),
            f"Note: 2 corrections (lates -2; absence-hours +15:00) are in no column of {FILE}; add columns "
            f"correction-lates, correction-absence-hours to [payroll], or hand over {BESIDE} too.\n",
        ),
        (("agent", "hours", "correction-hours"), ""),
        # What a centre does not hand over at all, nobody misses.
        (("agent", "leave-hours"), ""),
    ],
)
def test_a_correction_that_no_column_tells_is_named(
    root: Path, tmp_path: Path, values: tuple[str, ...], said: str
) -> None:
    mapped(root, columns(*values))
    assert exported(root, tmp_path / "pay") == said


def test_what_one_gained_and_another_lost_is_said_though_it_comes_to_nothing(
    root: Path, tmp_path: Path
) -> None:
    """a4 was with the council for two days more: an early shift of 7:30 and a lieu day."""
    replace(root, "people.toml", "from = 2026-12-14\nemployer", "from = 2026-12-16\nemployer")
    shutil.rmtree(root / "closings" / GROUP / JANUARY)
    closed(root, now=FEBRUARY)
    closed(root, month=JANUARY, now=FEBRUARY)
    mapped(root, columns("agent", "hours"))
    assert "3 corrections (hours -15:00 and +7:30) are in no column" in exported(root, tmp_path / "pay")


def test_the_usual_columns_tell_every_correction_of_what_they_show(root: Path, tmp_path: Path) -> None:
    assert exported(root, tmp_path / "pay") == ""
    a2 = next(row for row in rows(tmp_path / "pay" / FILE) if row["agent"] == "a2")
    told = {name: value for name, value in a2.items() if name.startswith("correction-") and float(value)}
    assert told == {
        "correction-hours-worked": "-7.50",
        "correction-lates": "-1",
        "correction-absence-hours": "7.50",
    }
    values = {column.value for column in COLUMNS}
    figures = {value for value in values if f"{CORRECTION}{value}" in set(PayValue)}
    assert {PayValue(f"{CORRECTION}{value}") for value in figures} <= values


@pytest.mark.parametrize(
    ("written", "said"),
    [("decimal", ("7.50", "0.00", "-7.50")), ("clock", ("7:30", "0:00", "-7:30")), ("minutes", ("450", "0", "-450"))],
)  # fmt: skip
def test_corrections_are_written_as_the_hours_are(
    root: Path, tmp_path: Path, written: str, said: tuple[str, ...]
) -> None:
    mapped(root, f'\n[payroll]\nas = "{written}"\n')
    exported(root, tmp_path / "pay")
    correction = next(row for row in rows(tmp_path / "pay" / BESIDE) if row["agent"] == "a2")
    shown = ("hours-worked-was", "hours-worked-is", "hours-worked-difference")
    assert tuple(correction[name] for name in shown) == said


# ---- Texts and numbers -------------------------------------------------------------------------------------


def test_a_text_is_the_same_in_every_row_and_a_number_is_that_of_the_agent(
    root: Path, tmp_path: Path
) -> None:
    mapped(root, columns("agent", "payroll-number") + '\n[[payroll.column]]\nname = "E"\ntext = "=BASIC"\n')
    replace(root, "names.toml", 'name = "Ben Osei"', 'name = "Ben Osei"\npayroll = "004711"')
    said = exported(root, tmp_path / "pay")
    found = rows(tmp_path / "pay" / FILE)
    assert {row["agent"]: row["payroll-number"] for row in found if row["payroll-number"]} == {"a2": "004711"}
    assert {row["E"] for row in found} == {"'=BASIC"}
    assert f"Note: a1 has no payroll number in names.toml, so none stands in {FILE}.\n" in said
    assert "a2 has no payroll number" not in said


def test_a_staff_copy_has_nobodys_payroll_number(root: Path, tmp_path: Path) -> None:
    replace(root, "names.toml", 'name = "Ben Osei"', 'name = "Ben Osei"\npayroll = "004711"')
    mapped(root, "\n[staff-copy]\nnames = true\n" if "[staff-copy]" not in _centre(root) else "")
    for name, args in {"all": (), "own": ("--for", "a2")}.items():
        made = run(root, "staff-copy", tmp_path / name, "--month", MONTH, *args)
        assert made.code == 0, made
        told = "".join(file.read_text("utf-8") for file in sorted((tmp_path / name).rglob("*.toml")))
        assert "004711" not in told


def _centre(root: Path) -> str:
    return "\n".join(
        line
        for line in (root / "centre.toml").read_text("utf-8").splitlines()
        if not line.lstrip().startswith("#")
    )


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ('value = "agent"\ntext = "BASIC"', 'column "A" has either a value or a text'),
        ("", 'column "A" has either a value or a text'),
        (
            'value = "wages"',
            "'wages' is no value of a column: there are agent, payroll-number, name, group, employer, contract, month, "
            "first-day, cut-off, days, saturdays, lates, hours, saturday-hours, late-hours, lieu-earned, lieu-taken, "
            "leave-hours, absence-hours, closed-hours, unpaid-hours, cover-paid, cover-owed, contract-hours, and those "
            "from days on with correction- in front, such as correction-hours",
        ),
    ],
)
def test_a_column_says_one_thing_and_all_that_it_can_say_is_listed(
    root: Path, column: str, says: str
) -> None:
    mapped(root, f'\n[[payroll.column]]\nname = "A"\n{column}\n')
    with pytest.raises(BadInput) as error:
        Repository.open(root)
    assert says in str(error.value)
    assert all(PayColumn(name="A", value=value) for value in PayValue)


# ---- Cover and the table of a close ------------------------------------------------------------------------


def entry(agent: str, line: str, day: date = date(2026, 12, 5)) -> Entry:
    return Entry(agent, day, "council", "full-time", parse_line(line))


def test_cover_on_a_saturday_that_is_paid_and_earns_lieu_is_named() -> None:
    both = "saturday phones = worked 7:00, saturday 7:00, lieu-earned 7:00, cover-paid 7:00"
    late = "late phones = worked 7:30, late 7:30, cover-paid 7:30"
    one = "saturday phones = worked 7:00, saturday 7:00, lieu-earned 7:00, cover-owed 7:00"
    assert list(cover_notes([entry("a1", both), entry("a2", one), entry("a3", late)])) == [
        "a1 covered on Sat 5 Dec for pay (7:00), and the Saturday earns lieu too (7:00): made good twice unless payroll "
        "leaves one out; agree with a1 which."
    ]


def test_the_table_of_a_close_fits_a_terminal_whatever_it_shows() -> None:
    """Columns beyond it follow below for those whom they concern; an id is never cut, a name may be."""
    everything = (
        "saturday phones = worked 7:00, saturday 7:00, late 7:00, lieu-earned 7:00, lieu-taken 1:00, leave 1:00, "
        "absent 1:00, closed 1:00, unpaid 1:00, cover-paid 7:00, cover-owed 7:00"
    )
    names = {"a1": "Ana Wilhelmina Whitlock-Featherstonehaugh", "a2": "Ben Osei"}
    entries = [entry("a1", everything), entry("a2", "early phones = worked 7:30"), entry("a" * 32, "off")]
    text = closing_text("T", entries, [], names=names, employers={})
    assert [line.rstrip() for line in text.splitlines()] == [
        "T",
        "",
        "council, full-time",
        "agent                             days  worked  Sat  late  lieu +  lieu -  leave",
        "a1 Ana Wilhelmina Whitlock-...       1    7:00    1     1    7:00    1:00   1:00",
        "a2 Ben Osei                          1    7:30    0",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa     0    0:00    0",
        "3 agents                             2   14:30    1     1    7:00    1:00   1:00",
        "",
        "agent                           absent  closed  unpaid  cover paid  cover owed",
        "a1 Ana Wilhelmina Whitlock-...    1:00    1:00    1:00        7:00        7:00",
        "3 agents                          1:00    1:00    1:00        7:00        7:00",
    ]
    assert max(len(line.rstrip()) for line in text.splitlines()) == 80
