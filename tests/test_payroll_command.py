"""``rota export --to payroll``: a folder of files, or one employer's on standard output."""

import shutil
from pathlib import Path

import pytest

from rota.files.repository import Repository
from rota.work.payroll import payroll_files
from tests.close_world import FEBRUARY, JANUARY, LATER, closed, closed_world, ill, next_month, run
from tests.living_world import GROUP, MONTH
from tests.publish_helpers import files

NAMES = [f"payroll-{GROUP}-{employer}-2027-01-03.csv" for employer in ("council", "trust")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = next_month(closed_world(tmp_path_factory.mktemp("world")))
    closed(root)
    return root


def export(root: Path, *args: object, month: str = MONTH):
    return run(root, "export", month, "--to", "payroll", *args)


def test_a_folder_holds_the_files_of_all_employers(world: Path, tmp_path: Path) -> None:
    ran = export(world, "--output", tmp_path / "pay")
    assert (ran.code, ran.out) == (0, "".join(f"{tmp_path / 'pay' / name}\n" for name in NAMES))
    expected = payroll_files(Repository.open(world), GROUP, MONTH)
    assert files(tmp_path / "pay") == {name: text.encode("utf-8") for name, text in expected.items()}
    again = export(world, "--output", tmp_path / "pay")
    assert again.out == "".join(f"{tmp_path / 'pay' / name} (as it was)\n" for name in NAMES)


def test_one_employers_hours_go_to_a_csv_of_any_name_with_corrections_beside_it(
    world: Path, tmp_path: Path
) -> None:
    pay, beside = tmp_path / "pay.csv", tmp_path / "pay-corrections.csv"
    beside.write_text("of another month", "utf-8")
    ran = export(world, "--employer", "trust", "--output", pay)
    assert (ran.code, ran.out) == (0, f"{pay}\n")
    assert ran.err == (
        f"Note: there are no corrections this time; {beside} is from before.\n"
        "Hours are those that were confirmed with rota close; this is for payroll and HR alone.\n"
    )
    assert pay.read_bytes().decode("utf-8") == payroll_files(Repository.open(world), GROUP, MONTH)[NAMES[1]]
    root = shutil.copytree(world, tmp_path / "tiny")
    ill(root, "a2", "2026-12-29")
    closed(root, now=LATER)
    closed(root, month=JANUARY, now=FEBRUARY)
    ran = export(root, "--employer", "council", "--output", pay, month=JANUARY)
    assert (ran.code, ran.out) == (0, f"{pay}\n{beside}\n")
    assert "a2,council,full-time,2026-12-29" in beside.read_text("utf-8")
    ran = export(root, "--employer", "council", "--output", pay, month=JANUARY)
    assert ran.out == f"{pay} (as it was)\n{beside} (as it was)\n"


def test_a_csv_is_of_one_employer(world: Path, tmp_path: Path) -> None:
    ran = export(world, "--output", tmp_path / "pay.csv")
    assert (ran.code, ran.out, (tmp_path / "pay.csv").exists()) == (2, "", False)
    assert "name one with --employer, or a folder with --output" in ran.err


def test_one_employers_hours_go_to_standard_output(world: Path) -> None:
    ran = export(world, "--employer", "trust")
    assert (ran.code, ran.out) == (0, payroll_files(Repository.open(world), GROUP, MONTH)[NAMES[1]])
    ran = export(world)
    assert (ran.code, ran.out) == (2, "")
    assert "name one with --employer, or a folder with --output" in ran.err


def test_corrections_are_a_file_beside_it(world: Path, tmp_path: Path) -> None:
    root = shutil.copytree(world, tmp_path / "tiny")
    ill(root, "a2", "2026-12-29")
    closed(root, now=LATER)
    closed(root, month=JANUARY, now=FEBRUARY)
    ran = export(root, "--employer", "council", month=JANUARY)
    assert (ran.code, "a2,council,full-time,2027-01,2027-01-31,150.00" in ran.out) == (0, True)
    assert (
        ran.err
        == "Corrections stand in a file of their own as well: name a file or a folder with --output.\n"
    )
    ran = export(root, "--output", tmp_path / "pay", month=JANUARY)
    assert f"payroll-{GROUP}-council-2027-01-31-corrections.csv" in files(tmp_path / "pay")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--for", "team"), 2, "leave out --for"),
        (("--draft", "1"), 2, "leave out --draft"),
        (("--employer", "trost"), 2, 'did you mean "trust"'),
    ],
)
def test_what_says_nothing_about_payroll_is_refused(
    world: Path, args: tuple[str, ...], code: int, says: str
) -> None:
    ran = export(world, *args)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err.replace("\n", " ").replace("│ ", "")


def test_employers_are_of_payroll_alone(world: Path) -> None:
    ran = run(world, "export", MONTH, "--to", "csv", "--employer", "trust")
    assert (ran.code, "--employer goes with --to payroll" in ran.err) == (2, True)


def test_a_month_that_is_open_is_refused(world: Path, tmp_path: Path) -> None:
    ran = export(world, "--output", tmp_path / "pay", month=JANUARY)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(
        "nobody has confirmed the hours of 2027-01 up to Sun 31 Jan yet: once that day is over, rota close 2027-01\n"
    )
    assert not (tmp_path / "pay").exists()


def test_a_staff_copy_holds_nobodys_hours(world: Path, tmp_path: Path) -> None:
    made = run(world, "staff-copy", tmp_path / "staff", "--month", MONTH)
    assert made.code == 0, made
    ran = export(tmp_path / "staff", "--output", tmp_path / "pay")
    assert (ran.code, ran.err) == (
        1,
        "rota: this is a staff copy, which holds nobody's hours; payroll is for the whole repository\n",
    )
