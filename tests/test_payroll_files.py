"""Payroll as files: read back by a stranger, recounted from the closings by another algorithm, mapped as the centre says."""

import csv
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind, Settle
from rota.domain.matter import Step
from rota.domain.payroll import HoursAs, Payroll, PayValue
from rota.files import matters
from rota.files.errors import BadInput
from rota.files.repository import Repository
from rota.show.payroll import hours
from rota.work.amend import changes_to, evidence
from rota.work.errors import Refused, Unusable
from rota.work.payroll import payroll_files
from tests.audit_helpers import then
from tests.close_world import (
    FEBRUARY,
    JANUARY,
    LATER,
    closed,
    closed_world,
    ill,
    next_month,
    replace,
    written,
)
from tests.living_world import GROUP, MONTH

COUNCIL, TRUST = (f"payroll-{GROUP}-{employer}-2027-01-03.csv" for employer in ("council", "trust"))
COUNCIL_JANUARY, TRUST_JANUARY = (name.replace("-01-03", "-01-31") for name in (COUNCIL, TRUST))
MINUTES = '\n[payroll]\nas = "minutes"\n'

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December and January published; nothing is closed."""
    return next_month(closed_world(tmp_path_factory.mktemp("world")))


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """All days are past, unless a command says when it is run."""
    monkeypatch.setenv("ROTA_NOW", FEBRUARY)


@pytest.fixture
def root(world: Path, tmp_path: Path) -> Path:
    return shutil.copytree(world, tmp_path / "tiny")


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory, world: Path) -> Path:
    """December closed in two steps with a change between, corrected twice, and January closed upon it; all in minutes."""
    root = shutil.copytree(world, tmp_path_factory.mktemp("paid") / "tiny")
    with (root / "centre.toml").open("a", encoding="utf-8") as centre:
        centre.write(MINUTES)
    closed(root, "--until", "2026-12-13")
    ill(root, "a5", "2026-12-08")
    closed(root)
    ill(root, "a2", "2026-12-29", "2026-12-30")
    replace(root, "people.toml", "from = 2026-12-14\nemployer", "from = 2026-12-16\nemployer")
    closed(root, now=LATER)
    ill(root, "a1", "2026-12-17", now="2027-01-25T09:00:00+00:00")
    closed(root, now="2027-01-25T09:00:00+00:00")
    closed(root, month=JANUARY, now=FEBRUARY)
    return root


def payroll(root: Path, month: str = MONTH, employer: str | None = None) -> Mapping[str, str]:
    return payroll_files(Repository.open(root), GROUP, month, employer)


def read(text: str) -> Rows:
    """What a stranger reads: bytes with the mark of UTF-8, then CSV."""
    raw = text.encode("utf-8")
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def by_agent(rows: Rows) -> dict[str, dict[str, str]]:
    assert len({row["agent"] for row in rows}) == len(rows)
    return {row["agent"]: row for row in rows}


# ---- What stands in them -----------------------------------------------------------------------------------


def test_one_csv_for_each_employer_and_cut_off(root: Path) -> None:
    closed(root)
    files = payroll(root)
    assert list(files) == [COUNCIL, TRUST]
    assert files[TRUST] == (
        "\ufeffagent,employer,contract,month,cut-off,hours-worked,saturdays,saturday-hours,lates,lieu-earned,lieu-taken,"
        "leave-hours,absence-hours,closed-hours,unpaid-hours,cover-paid,correction-hours-worked,correction-saturdays,"
        "correction-saturday-hours,correction-lates,correction-lieu-earned,correction-lieu-taken,correction-leave-hours,"
        "correction-absence-hours,correction-closed-hours,correction-unpaid-hours,correction-cover-paid\n"
        # From the 14th: 14, 16, 17, 18, 21, 22, 23, 24 December early: eight days of 7:30 are 60:00; one Saturday of 7:00
        # with its lieu day of 7:30; leave on 29, 30, 31; the 25th, the 28th and the 1st are bank holidays, not paid.
        "a4,trust,trust-time,2026-12,2027-01-03,67.00,1,7.00,0,7.00,7.50,22.50,0.00,0.00,22.50,0.00,"
        "0.00,0,0.00,0,0.00,0.00,0.00,0.00,0.00,0.00,0.00\n"
    )
    council = by_agent(read(files[COUNCIL]))
    assert list(council) == ["a1", "a2", "a3", "a4", "a5", "a6"]
    # Up to the 13th: 30 November, 1, 2 and 7 to 11 December early: eight days of 7:30; leave on the 3rd and the 4th.
    a4 = council["a4"]
    assert (a4["contract"], a4["hours-worked"], a4["leave-hours"]) == ("full-time", "60.00", "15.00")
    # 14 Mondays to Wednesdays of 7:30, and 28 December credited: 22:30 over three weekdays.
    a6 = council["a6"]
    assert (a6["contract"], a6["hours-worked"], a6["closed-hours"]) == ("three-days", "105.00", "7.50")
    # 20 lates of 7:30, and two middle shifts of 8:00, whose break is paid.
    assert (council["a2"]["hours-worked"], council["a2"]["lates"]) == ("166.00", "20")


def test_one_employer_alone_and_one_that_is_not_there(root: Path) -> None:
    closed(root)
    assert list(payroll(root, employer="trust")) == [TRUST]
    with pytest.raises(Unusable, match='no employer is named "trost"; did you mean "trust"'):
        payroll(root, employer="trost")


def test_two_contracts_of_one_employer_are_two_rows(root: Path) -> None:
    replace(root, "people.toml", 'employer = "trust"\ncontract = "trust-time"', 'contract = "three-days"')
    closed(root)
    rows = [row for row in read(payroll(root)[COUNCIL]) if row["agent"] == "a4"]
    assert [row["contract"] for row in rows] == ["full-time", "three-days"]
    assert [row["hours-worked"] for row in rows] == ["60.00", "67.00"]


def test_the_same_files_come_out_whenever_they_are_asked_for(paid: Path, root: Path) -> None:
    closed(root)
    then_ = dict(payroll(root))
    ill(root, "a2", "2026-12-29")
    assert payroll(root) == then_
    closed(root, now=LATER)
    closed(root, month=JANUARY, now=FEBRUARY)
    assert payroll(root) == then_
    assert payroll(paid, JANUARY) == payroll(paid, JANUARY)


@pytest.mark.parametrize("settle", Settle)
def test_hours_that_were_agreed_to_be_paid_are_listed_or_owed(root: Path, settle: Settle) -> None:
    """a6 takes a2's Thursday late, 7:30, on a day off; what is owed instead is listed as owed."""
    columns = (
        f'\n[[payroll.column]]\nname = "{value}"\nvalue = "{value}"\n'
        for value in ("agent", "hours", "cover-paid", "cover-owed")
    )
    with (root / "centre.toml").open("a", encoding="utf-8") as centre:
        centre.writelines(columns)
    repo = Repository.open(root)
    day = date(2026, 12, 10)
    cells = changes_to(repo, {("a2", day): parse_cell("off"), ("a6", day): parse_cell("late phones")})
    said = {"kind": ChangeKind.COVER, "settle": settle, "cell": cells, **evidence(repo, cells)}
    at = {"at": "2026-12-08T09:00:00+00:00"}
    ref = "changes/cover0000001"
    matters.begin_at(root, ref, ChangeEvent(event=Step.OFFERED, by="a3", owner="a2", **at, **said))
    for agent in ("a2", "a6"):
        then(root, ref, ChangeEvent(event=Step.ACCEPTED, kind=ChangeKind.COVER, by=agent, **at))
    then(root, ref, ChangeEvent(event=Step.APPROVED, by="a3", **at, **said))
    closed(root)
    a6 = by_agent(read(payroll(root)[COUNCIL]))["a6"]
    other = ({*Settle} - {settle}).pop()
    assert (a6["hours"], a6[f"cover-{settle}"], a6[f"cover-{other}"]) == ("112.50", "7.50", "0.00")
    assert written(root)["day"]["a6"]["council"]["three-days"]["2026-12-10"] == (
        f"late phones = worked 7:30, late 7:30, cover-{settle} 7:30"
    )


# ---- Corrections -------------------------------------------------------------------------------------------


def minutes(line: str, what: str) -> int:
    """``worked 7:30`` in a line of a closing, read as a stranger reads it."""
    found = re.search(rf"(?:= |, ){what} (\d+):(\d\d)(?:,|$)", line)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def lines(root: Path, month: str, numbers: range) -> Iterator[tuple[tuple[str, str], tuple[str, str, str]]]:
    """Agent and day, with employer, contract and line, of those events of a closing, in their order."""
    for number in numbers:
        text = (root / f"closings/{GROUP}/{month}/{number}.toml").read_text("utf-8")
        for agent, employers in tomllib.loads(text)["day"].items():
            for employer, contracts in employers.items():
                for contract, days in contracts.items():
                    for day, line in days.items():
                        yield (agent, day), (employer, contract, line)


def worked(said: Mapping[tuple[str, str], tuple[str, str, str]], what: str) -> Counter[tuple[str, str, str]]:
    """Minutes by agent, employer and contract."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for (agent, _), (employer, contract, line) in said.items():
        sums[agent, employer, contract] += minutes(line, what)
    return sums


def listed(files: Mapping[str, str], column: str) -> Counter[tuple[str, str, str]]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for name, text in files.items():
        for row in read(text) if not name.endswith("-corrections.csv") else ():
            sums[row["agent"], row["employer"], row["contract"]] += int(row[column])
    return sums


MEASURES = {
    "hours-worked": "worked",
    "saturday-hours": "saturday",
    "lieu-earned": "lieu-earned",
    "lieu-taken": "lieu-taken",
    "leave-hours": "leave",
    "absence-hours": "absent",
    "closed-hours": "closed",
    "unpaid-hours": "unpaid",
}


@pytest.mark.parametrize("column", MEASURES)
def test_december_is_what_its_first_two_closings_confirmed(paid: Path, column: str) -> None:
    said = dict(lines(paid, MONTH, range(1, 3)))
    assert +listed(payroll(paid), column) == +worked(said, MEASURES[column])


def test_what_changed_before_the_cut_off_is_in_the_hours_and_no_correction(paid: Path) -> None:
    files = payroll(paid)
    a5 = by_agent(read(files[COUNCIL]))["a5"]
    assert (a5["absence-hours"], a5["correction-hours-worked"]) == ("450", "0")
    assert list(files) == [COUNCIL, TRUST]


def test_later_corrections_come_with_the_next_cut_off_and_recount(paid: Path) -> None:
    was, now = dict(lines(paid, MONTH, range(1, 3))), dict(lines(paid, MONTH, range(1, 5)))
    expected = sorted(
        (agent, day, minutes(now[agent, day][2], "worked") - minutes(was[agent, day][2], "worked"))
        for agent, day in now
        if now[agent, day] != was[agent, day] and now[agent, day][:2] == was[agent, day][:2]
    )
    files = payroll(paid, JANUARY)
    council = read(files[f"{COUNCIL_JANUARY.removesuffix('.csv')}-corrections.csv"])
    same = [row for row in council if "none" not in (row["was"], row["is"])]
    assert sorted((row["agent"], row["day"], int(row["hours-worked-difference"])) for row in same) == expected
    assert expected == [("a1", "2026-12-17", -450), ("a2", "2026-12-29", -450), ("a2", "2026-12-30", -450)]
    assert {row["confirmed-in"] for row in same} == {
        f"closings/{GROUP}/{MONTH}/{number}" for number in (3, 4)
    }
    assert [(row["was"], row["is"]) for row in same if row["agent"] == "a1"] == [
        ("early reception", "absent")
    ]


def test_days_that_went_to_the_other_employer_are_taken_from_one_and_given_to_the_other(paid: Path) -> None:
    """a4 went to the trust on the 16th, not the 14th: an early shift and a lieu day are the council's."""
    files = payroll(paid, JANUARY)
    gain, loss = (
        [row for row in read(files[f"{name.removesuffix('.csv')}-corrections.csv"]) if row["agent"] == "a4"]
        for name in (COUNCIL_JANUARY, TRUST_JANUARY)
    )
    shown = ("contract", "day", "was", "is", "hours-worked-difference", "lieu-taken-difference")
    assert [[row[key] for key in shown] for row in gain] == [
        ["full-time", "2026-12-14", "none", "early reception", "450", "0"],
        ["full-time", "2026-12-15", "none", "lieu", "0", "450"],
    ]
    assert [[row[key] for key in shown] for row in loss] == [
        ["trust-time", "2026-12-14", "early reception", "none", "-450", "0"],
        ["trust-time", "2026-12-15", "lieu", "none", "0", "-450"],
    ]
    # Whom an employer pays only a correction has a row for it.
    a4 = by_agent(read(files[COUNCIL_JANUARY]))["a4"]
    assert (a4["contract"], a4["hours-worked"], a4["correction-hours-worked"]) == ("full-time", "0", "450")
    assert by_agent(read(files[TRUST_JANUARY]))["a4"]["correction-hours-worked"] == "-450"


def test_all_that_was_ever_paid_comes_to_what_stands_confirmed(paid: Path) -> None:
    """No minute is lost or paid twice: both months' hours and corrections together are the last word on each day."""
    ever = listed(payroll(paid), "hours-worked") + Counter()
    january = payroll(paid, JANUARY)
    for column in ("hours-worked", "correction-hours-worked"):
        for key, number in listed(january, column).items():
            ever[key] += number
    last = dict(lines(paid, MONTH, range(1, 5))) | dict(lines(paid, JANUARY, range(1, 2)))
    assert +ever == +worked(last, "worked")


# ---- As the centre maps it ---------------------------------------------------------------------------------


def test_columns_are_mapped_and_nothing_in_them_is_a_formula(tmp_path: Path) -> None:
    mapped = """
[payroll]
as = "clock"

[[payroll.column]]
name = "=Pers.No."
value = "agent"

[[payroll.column]]
name = "Name"
value = "name"

[[payroll.column]]
name = "Hours"
value = "hours"

[[payroll.column]]
name = "Hours, decimal"
value = "hours"
as = "decimal"

[[payroll.column]]
name = "Counted"
value = "contract-hours"
as = "minutes"

[[payroll.column]]
name = "From"
value = "first-day"

[[payroll.column]]
name = "Days"
value = "days"
"""
    root = closed_world(tmp_path, mapped)
    replace(root, "names.toml", 'name = "Dev Malhotra"', """name = '=HYPERLINK("x","Dev, Malhotra")'""")
    closed(root)
    (row,) = read(payroll(root, employer="trust")[TRUST])
    assert row == {
        "'=Pers.No.": "a4",
        "Name": """'=HYPERLINK("x","Dev, Malhotra")""",
        "Hours": "67:00",
        "Hours, decimal": "67.00",
        # 67:00 worked, 7:30 in lieu and 22:30 of leave are 97:00
        "Counted": str(97 * 60),
        "From": "2026-11-30",
        "Days": "9",
    }


@pytest.mark.parametrize(
    ("payroll_table", "says"),
    [
        ("[payroll]\ncut-off = 32\n", "cut-off: 32 is no cut-off; "),
        ("[payroll]\ncut-off = 0\n", 'give "period-end", or a day of the month from 1 to 31'),
        ('[payroll]\ncut-off = "15"\n', "cut-off: '15' is no cut-off; "),
        ("[payroll]\ncut-off = true\n", "cut-off: True is no cut-off; "),
        ('[[payroll.column]]\nname = "A"\nvalue = "wages"\n', "wages"),
        (
            '[[payroll.column]]\nname = "A"\nvalue = "agent"\n[[payroll.column]]\nname = "A"\nvalue = "hours"\n',
            'two columns are headed "A"',
        ),
        ("[payroll]\ncolumn = []\n", "no column is left"),
    ],
)
def test_a_mapping_that_cannot_be_is_a_finding(tmp_path: Path, payroll_table: str, says: str) -> None:
    root = closed_world(tmp_path)
    with (root / "centre.toml").open("a", encoding="utf-8") as centre:
        centre.write(f"\n{payroll_table}")
    with pytest.raises(BadInput) as error:
        Repository.open(root)
    assert says in str(error.value)
    assert "centre.toml:" in str(error.value)


def test_each_decimal_stands_for_one_number_of_minutes() -> None:
    """7:20 is 7.33; nothing is lost, as every decimal leads back to its minutes."""
    assert [hours(number, HoursAs.DECIMAL) for number in (440, 450, 455, 0, -440, 1, 59)] == [
        *("7.33", "7.50", "7.58", "0.00", "-7.33", "0.02", "0.98")
    ]
    for number in range(-20_000, 20_001):
        back = round(float(hours(number, HoursAs.DECIMAL)) * 60)
        assert back == number
    assert (hours(-440, HoursAs.CLOCK), hours(-440, HoursAs.MINUTES)) == ("-7:20", "-440")


def test_every_value_that_can_be_mapped_is_written(tmp_path: Path) -> None:
    columns = "".join(f'\n[[payroll.column]]\nname = "{value}"\nvalue = "{value}"\n' for value in PayValue)
    root = closed_world(tmp_path, columns)
    replace(root, "names.toml", 'name = "Dev Malhotra"', 'name = "Dev Malhotra"\npayroll = "004711"')
    closed(root)
    (row,) = read(payroll(root, employer="trust")[TRUST])
    assert list(row) == [value.value for value in PayValue]
    assert all(row.values())
    assert row["payroll-number"] == "004711"
    assert {column.value for column in Payroll().column} <= set(PayValue)


# ---- Cut-offs ----------------------------------------------------------------------------------------------


def test_a_month_that_is_not_closed_is_refused_with_what_to_do(root: Path) -> None:
    with pytest.raises(Refused) as refused:
        payroll(root)
    assert str(refused.value) == (
        "the payroll of town-hall 2026-12 is for 2026-11-30 to 2027-01-03, and nobody has confirmed the hours of 2026-12 "
        "up to Sun 3 Jan yet: rota close 2026-12"
    )
    closed(root, "--until", "2026-12-13")
    with pytest.raises(Refused, match=r"rota close 2026-12$"):
        payroll(root)
    with pytest.raises(Refused, match=r"up to Sun 28 Feb, as it has no rota yet: rota plan 2027-02$"):
        payroll(root, "2027-02")


def test_a_month_from_before_the_first_rota_is_never_paid_and_nobody_is_told_to_publish_it(
    root: Path,
) -> None:
    with pytest.raises(Refused) as refused:
        payroll(root, "2026-10")
    assert str(refused.value) == (
        "the payroll of town-hall 2026-10 is for 2026-09-28 to 2026-11-01, and the first rota of town-hall that was "
        "published is 2026-12; nothing can be paid from before it"
    )


def test_a_cut_off_in_the_middle_of_a_rota_pays_the_days_between(tmp_path: Path) -> None:
    """The 15th: December is paid to the 15th of December, January from the 16th, over two rotas."""
    root = next_month(closed_world(tmp_path, "\n[payroll]\ncut-off = 15\n"))
    closed(root, now="2026-12-16T09:00:00+00:00")
    december = by_agent(read(payroll(root, employer="council")[f"payroll-{GROUP}-council-2026-12-15.csv"]))
    # 30 November to 15 December: 12 lates of 7:30. What came before had no rota.
    assert (december["a2"]["hours-worked"], december["a2"]["cut-off"]) == ("90.00", "2026-12-15")
    with pytest.raises(
        Refused, match=r"confirmed the hours of 2026-12 up to Sun 3 Jan yet: rota close 2026-12$"
    ):
        payroll(root, JANUARY)
    ill(root, "a2", "2026-12-15")
    ill(root, "a5", "2026-12-17")
    closed(root)
    with pytest.raises(Refused, match=r"rota close 2027-01 --until 2027-01-15$"):
        payroll(root, JANUARY)
    closed(root, month=JANUARY, now=LATER)
    files = payroll(root, JANUARY, "council")
    name = f"payroll-{GROUP}-council-2027-01-15"
    assert list(files) == [f"{name}.csv", f"{name}-corrections.csv"]
    january = by_agent(read(files[f"{name}.csv"]))
    # 16 to 31 December: 16 to 18, 21 to 23, 29 and 30 late, 24 and 31 middle at 8:00: 8 x 7:30 + 16:00 are 76:00;
    # 4 to 15 January: ten early shifts of 7:30 are 75:00. The 15th is a correction: it was paid in December.
    assert (january["a2"]["hours-worked"], january["a2"]["correction-hours-worked"]) == ("151.00", "-7.50")
    assert (january["a5"]["absence-hours"], january["a5"]["correction-hours-worked"]) == ("7.50", "0.00")
    (correction,) = read(files[f"{name}-corrections.csv"])
    assert (correction["agent"], correction["day"]) == ("a2", "2026-12-15")


def test_a_month_from_before_the_first_may_be_closed_late_and_changes_no_file_of_later_ones(
    root: Path,
) -> None:
    closed(root, month=JANUARY, now=FEBRUARY)
    january = dict(payroll(root, JANUARY))
    assert list(january) == [COUNCIL_JANUARY, TRUST_JANUARY]
    closed(root, now=FEBRUARY)
    assert payroll(root, JANUARY) == january
    assert list(payroll(root)) == [COUNCIL, TRUST]


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [("2026-12", "2026-11-16", "2026-12-15"), ("2027-01", "2026-12-16", "2027-01-15"), ("2028-03", "2028-02-16", "2028-03-15")],
)  # fmt: skip
def test_the_days_of_a_cut_off(month: str, first: str, last: str) -> None:
    assert tuple(map(str, Payroll(cut_off=15).days(month))) == (first, last)
    assert tuple(map(str, Payroll().days("2026-12"))) == ("2026-11-30", "2027-01-03")


@pytest.mark.parametrize(
    ("cut_off", "month", "first", "last"),
    [
        (31, "2026-12", "2026-12-01", "2026-12-31"),
        (31, "2026-02", "2026-02-01", "2026-02-28"),
        (31, "2028-03", "2028-03-01", "2028-03-31"),
        (30, "2026-03", "2026-03-01", "2026-03-30"),
        (30, "2026-04", "2026-03-31", "2026-04-30"),
        (29, "2028-02", "2028-01-30", "2028-02-29"),
    ],
)
def test_a_cut_off_that_a_month_has_not_is_its_last_day(
    cut_off: int, month: str, first: str, last: str
) -> None:
    assert tuple(map(str, Payroll(cut_off=cut_off).days(month))) == (first, last)


def test_a_calendar_month_is_closed_and_paid_by_its_last_day(tmp_path: Path) -> None:
    """31: December is 1 to 31 December, closed until then while its rota still runs."""
    root = next_month(closed_world(tmp_path, "\n[payroll]\ncut-off = 31\n"))
    assert "closed until Thu 31 Dec" in closed(root, now="2027-01-02T09:00:00+00:00").out
    (name, *_) = files = payroll(root, employer="council")
    assert name == f"payroll-{GROUP}-council-2026-12-31.csv"
    # 30 November, a late of 7:30, is paid in November; 20 lates and two middles less that are 166:00 - 7:30.
    assert by_agent(read(files[name]))["a2"]["hours-worked"] == "158.50"
