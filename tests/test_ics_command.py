"""``rota export --to ics``: one calendar to standard output or a file, everybody's in a folder to be served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli_helpers import Ran
from tests.ics_world import Record, base
from tests.living_world import GROUP, published
from tests.swap_world import edit, fine, run

AGAIN = "Importing a file again doubles shifts in some calendar programs; subscribing to one that is served does not."
SERVED = (
    "Serve it over https, do not let it be listed, and tell each agent the address of their own file alone, to "
    "subscribe to: whoever knows an address sees the shifts in it.\n"
)


def ics(root: Path, *args: object, by: str = "") -> Ran:
    return run(root, "export", *args, "--to", "ics", by="") if not by else _as(root, by, *args)


def _as(root: Path, by: str, *args: object) -> Ran:
    from tests.cli_helpers import rota

    return rota("export", *args, "--to", "ics", "--repo", root, ROTA_AS=by)


def events(content: bytes | str) -> list[Calendar]:
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "served"


class TestOne:
    def test_to_standard_output(self, root: Path) -> None:
        ran = fine(ics(root, "--agent", "a2"))
        shifts = len(events(ran.out))
        assert ran.out.startswith("BEGIN:VCALENDAR\nVERSION:2.0\n")
        assert ran.err == (
            f"This is the calendar of a2, 2026-12: {shifts} shifts, 0 cancelled.\n"
            f"{AGAIN} To serve everybody's: rota export --to ics --all --output DIR\n"
        )

    def test_to_a_file_with_line_ends_as_the_format_has_them(self, root: Path, tmp_path: Path) -> None:
        Record(root).change({("a2", "2026-12-01"): "off"})
        ran = fine(ics(root, "2026-12", "--agent", "a2", "--output", tmp_path / "a2.ics"))
        content = (tmp_path / "a2.ics").read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 200
        assert ran.out == ""
        shifts = len(events(content)) - 1
        assert ran.err.startswith(
            f"This is the calendar of a2, 2026-12: {shifts} shifts, 1 cancelled, written to {tmp_path / 'a2.ics'}.\n"
        )

    def test_me_is_who_types(self, root: Path) -> None:
        assert fine(ics(root, "--agent", "me", by="a2")).out == ics(root, "--agent", "a2").out
        assert "Shifts of Ben Osei" in ics(root, "--agent", "me", by="a2").out
        assert fine(ics(root, "--agent", "me", "--as", "a2")).out == ics(root, "--agent", "a2").out

    def test_it_bears_its_owners_name_and_nobody_elses(self, root: Path) -> None:
        lines = ics(root, "--agent", "a2").out.splitlines()
        assert lines[5:8] == [
            "NAME:Shifts of Ben Osei",
            "X-WR-CALNAME:Shifts of Ben Osei",
            "X-WR-CALDESC:Town hall: shifts of a2",
        ]
        (root / "names.toml").unlink()
        unnamed = ics(root, "--agent", "a2").out.splitlines()
        assert unnamed[5:7] == ["NAME:Town hall: shifts of a2", "X-WR-CALNAME:Town hall: shifts of a2"]
        assert unnamed[7:] == lines[8:]

    def test_ids_alone(self, root: Path) -> None:
        ran = fine(ics(root, "--agent", "a2", "--ids"))
        assert "\nX-WR-CALNAME:Town hall: shifts of a2\n" in ran.out
        assert "Osei" not in ran.out

    def test_somebody_without_shifts_has_an_empty_calendar(self, root: Path) -> None:
        edit(root, "people.toml", '[[agent]]\nid = "a6"\n', NEW)
        ran = fine(ics(root, "--agent", "a7"))
        assert events(ran.out) == []
        assert ran.err.startswith("This is the calendar of a7, 2026-12: 0 shifts, 0 cancelled.\n")

    def test_months_from_one_on(self, root: Path) -> None:
        base(root, "2026-10", {"a2": {"2026-10-01": "early phones"}})
        assert "2026-10 to 2026-12:" in ics(root, "--agent", "a2").err
        assert "a2, 2026-12:" in ics(root, "--agent", "a2", "--from", "2026-11").err
        assert "a2, 2026-10: 1 shift, 0 cancelled" in ics(root, "2026-10", "--agent", "a2").err


NEW = """[[agent]]
id = "a7"
team = "front"
employer = "council"
contract = "full-time"
home = "phones"
skills = ["phones"]
from = 2027-01-04

[[agent]]
id = "a6"
"""


class TestEverybody:
    def test_a_file_an_agent_under_a_name_that_nobody_guesses(self, root: Path, folder: Path) -> None:
        ran = fine(ics(root, "--all", "--output", folder))
        names = sorted(path.name for path in folder.iterdir())
        assert ran.out == (
            f"a1 Ana Whitlock  {names[0]}\n"
            f"a2 Ben Osei      {names[1]}\n"
            f"a3 Carys Pugh    {names[2]}\n"
            f"a4 Dev Malhotra  {names[3]}\n"
            f"a5 Elsie Brandt  {names[4]}\n"
            f"a6 Farid Noor    {names[5]}\n"
        )
        assert ran.err == (
            f"{folder} holds 6 calendars of 2026-12: 6 written, 0 as they were, 0 taken away.\n{SERVED}{AGAIN}\n"
        )
        names = sorted(path.name for path in folder.iterdir())
        assert [name.partition("-")[0] for name in names] == ["a1", "a2", "a3", "a4", "a5", "a6"]
        assert len({name[3:] for name in names}) == 6
        assert {len(name) for name in names} == {len("a1-.ics") + 26}
        content = next(folder.glob("a2-*.ics")).read_bytes().decode()
        assert content.replace("\r\n", "\n") == ics(root, "--agent", "a2").out

    def test_with_ids_alone_the_list_has_no_names(self, root: Path, folder: Path) -> None:
        ran = fine(ics(root, "--all", "--ids", "--output", folder))
        assert ran.out == "".join(
            f"{name[:2]}  {name}\n" for name in sorted(path.name for path in folder.iterdir())
        )
        # With names the same files are known again.
        assert ": 6 written, 0 as they were, 0 taken away.\n" in ics(root, "--all", "--output", folder).err

    def test_only_what_has_changed_is_written_again(self, root: Path, folder: Path) -> None:
        fine(ics(root, "--all", "--output", folder))
        before = {path.name: path.stat().st_ino for path in folder.iterdir()}
        again = fine(ics(root, "--all", "--output", folder))
        assert ": 0 written, 6 as they were, 0 taken away.\n" in again.err
        Record(root).change({("a2", "2026-12-01"): "middle phones", ("a4", "2026-12-01"): "off"})
        changed = fine(ics(root, "--all", "--output", folder))
        assert ": 2 written, 4 as they were, 0 taken away.\n" in changed.err
        after = {path.name: path.stat().st_ino for path in folder.iterdir()}
        assert {name[:2] for name in before if before[name] != after[name]} == {"a2", "a4"}

    def test_a_folder_made_anew_has_the_same_names(self, root: Path, folder: Path, tmp_path: Path) -> None:
        fine(ics(root, "--all", "--output", folder))
        # Nor do they hang on the months that are asked for.
        base(root, "2027-01", {"a2": {"2027-01-05": "early phones"}})
        fine(ics(root, "--all", "--from", "2027-01", "--output", tmp_path / "anew"))
        (name,) = (path.name for path in (tmp_path / "anew").iterdir())
        assert (folder / name).is_file()

    def test_who_gives_a_file_another_name_keeps_it(self, root: Path, folder: Path) -> None:
        """When an address has got about."""
        fine(ics(root, "--all", "--output", folder))
        old = next(folder.glob("a2-*.ics"))
        new = old.rename(folder / "a2-another0name.ics")
        Record(root).change({("a2", "2026-12-01"): "off"})
        ran = fine(ics(root, "--all", "--output", folder))
        assert "6 calendars of 2026-12: 1 written, 5 as they were, 0 taken away.\n" in ran.err
        assert f"a2 Ben Osei      {new.name}\n" in ran.out
        assert not old.exists()
        assert b"STATUS:CANCELLED" in new.read_bytes()

    @pytest.mark.parametrize("names", [(), ("--ids",)])
    def test_a_folder_that_serves_another_centre_is_refused_and_left_as_it_is(
        self, root: Path, folder: Path, names: tuple[str, ...]
    ) -> None:
        """The ids are the same in both: else each would be given the shifts of the other's people."""
        fine(ics(root, "--all", "--output", folder, *names))
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        first = min(before)
        edit(root, "centre.toml", '\nname = "Town hall"\nzone', f'\nname = "{"Annex " * 20}Office"\nzone')
        ran = ics(root, "--all", "--output", folder)
        assert ran.code == 2
        title = f"{'Annex ' * 20}Office: shifts of a1"
        assert ran.err == (
            f'rota: {folder / first}: this calendar is not "{title}", so the folder may serve another centre; name '
            "another folder, or delete the calendars in it if the centre was called otherwise: they come back under the "
            "same names\n"
        )
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        for path in folder.iterdir():
            path.unlink()
        for _ in range(2):
            fine(ics(root, "--all", "--output", folder))
        assert {path.name for path in folder.iterdir()} == set(before)

    def test_calendars_of_people_who_are_gone_are_taken_away_and_nothing_else(
        self, root: Path, folder: Path
    ) -> None:
        fine(ics(root, "--all", "--output", folder))
        others = {
            "holidays.ics": "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n",
            "a9-abcdefghijklmnop.ics": "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n",
            "index.html": "<p>nothing here",
        }
        for name, text in others.items():
            (folder / name).write_text(text)
        mine = next(folder.glob("a2-*.ics"))
        (folder / "a8-abcdefghijklmnop.ics").symlink_to(mine)
        gone = mine.read_bytes().replace(b"shifts of a2", b"shifts of a7")
        (folder / "a7-abcdefghijklmnop.ics").write_bytes(gone)
        base(root, "2027-01", {"a2": {"2027-01-05": "early phones"}})
        ran = fine(ics(root, "--all", "--from", "2027-01", "--output", folder))
        assert ran.out == f"a2 Ben Osei  {mine.name}\n"
        said = f"{folder} holds 1 calendar of 2027-01: 1 written, 0 as they were, 6 taken away.\n"
        assert ran.err.startswith(said)
        left = {path.name for path in folder.iterdir()}
        assert left == {*others, mine.name, "a8-abcdefghijklmnop.ics"}
        assert {name: (folder / name).read_bytes().decode() for name in others} == others


class TestRefused:
    @pytest.mark.parametrize(
        ("args", "said"),
        [
            ((), "say whose calendar: --agent ID, --agent me, or --all"),
            (("--agent", "a2", "--all", "--output", "x"), "say whose calendar"),
            (("--all", "--output", "x", "--as", "a2"), "--as says who me is: it goes with --agent me"),
            (("--all",), "name the folder for everybody's calendars: --output DIR"),
            (("2026-12", "--from", "2026-12", "--agent", "a2"), "give MONTH for one month, or --from MONTH"),
            (("--agent", "a2", "--for", "hr"), "a calendar is one agent's own: leave out --for"),
            (("--agent", "a2", "--group", GROUP), "leave out --group"),
            (("--agent", "a2", "--draft", "1"), "leave out --draft"),
            (("--agent", "b2"), 'no agent has the id "b2"'),
            (("2027-03", "--agent", "a2"), "2027-03 is neither published nor told"),
        ],
    )
    def test_what_makes_no_calendar(self, root: Path, args: tuple[str, ...], said: str) -> None:
        ran = ics(root, *args)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    def test_other_formats_want_a_month_and_nobodys_calendar(self, root: Path) -> None:
        ran = run(root, "export", "--to", "csv")
        assert (ran.code, "say which month" in ran.err) == (2, True)
        for args in (("--agent", "a2"), ("--all",), ("--from", "2026-12")):
            ran = run(root, "export", "2026-12", "--to", "csv", *args)
            assert (ran.code, f"{args[0]} goes with --to ics" in ran.err) == (2, True)

    @pytest.mark.parametrize("name", ["", "rotas", "leave/x"])
    def test_the_repositorys_own_folders_are_not_for_others(self, root: Path, name: str) -> None:
        (root / "leave" / "x").mkdir()
        ran = ics(root, "--all", "--output", root / name)
        assert ran.code == 2
        assert "is for the repository's own files, which are served to nobody; name another folder" in ran.err
        assert not list(root.rglob("*.ics"))

    def test_a_staff_copy_makes_no_calendars(self, root: Path, tmp_path: Path) -> None:
        fine(run(root, "staff-copy", tmp_path / "copy", "--for", "a2"))
        ran = ics(tmp_path / "copy", "--agent", "a2")
        assert ran.code == 2
        assert ran.err == (
            "rota: this is a staff copy, which does not hold what calendars know a shift by when it changes; ask your "
            "team leader for the address of yours\n"
        )


def test_two_processes_make_the_same_bytes(root: Path, tmp_path: Path) -> None:
    Record(root).change(
        {("a2", "2026-12-01"): "middle phones; 11:00-12:00 leave", ("a4", "2026-12-01"): "off"}
    )
    command = [sys.executable, "-c", "from rota.cli.main import main; main()"]
    said = []
    for number, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        folder = tmp_path / number
        environment = {**os.environ, "PYTHONHASHSEED": number, "TZ": zone, "ROTA_NOW": f"203{number}-01-01"}
        args = ["export", "--to", "ics", "--all", "--output", str(folder), "--repo", str(root)]
        subprocess.run([*command, *args], env=environment, check=True, capture_output=True)
        said.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert said[0] == said[1]
    assert len(said[0]) == 6


def test_the_library_is_loaded_only_for_calendars() -> None:
    script = (
        "import sys\nfrom rota.cli.main import app\nfrom typer.main import get_command\n"
        "get_command(app).main(['export', '--help'], standalone_mode=False)\n"
        "assert not {'icalendar', 'pydantic'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
