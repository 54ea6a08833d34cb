"""rota staff-copy: what agents may see, nothing else, the same each time, and nothing decided in it."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.matter import CellChange
from rota.files.repository import Repository
from rota.work.staff.eyes import Eyes, seen
from tests.cli_helpers import rota
from tests.living_world import GROUP, LEADER, MONTH, NOW, published

DAY = date(2026, 12, 7)

AT = {"ROTA_NOW": NOW}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A published December with everything in it that is private, and one leave granted afterwards."""
    root = published(tmp_path)
    people = root / "people.toml"
    private = (
        'weekdays = ["mon", "tue", "wed", "thu", "fri"]\nunder-18-until = 2027-06-13\n'
        '\n[[agent.limit]]\nnot-before = "08:37"\nuntil = 2027-03-29\n'
        '\n[[agent.variation]]\nlatest = "17:43"\nagreed = 2024-04-03\n'
    )
    text = people.read_text()
    at = text.index('id = "a4"')
    end = text.index("[[agent]]", at)
    people.write_text(f"{text[:end].rstrip()}\n{private}\n{text[end:]}")
    centre = root / "centre.toml"
    text = re.sub(r'^leave = "[0-9:]+"', 'leave = "213:07"', centre.read_text(), flags=re.MULTILINE)
    assert "213:07" in text
    centre.write_text(text.replace('hr = ["hr-1"]', 'hr = ["h77"]', 1))
    rules = root / "rules.toml"
    named = '\n[[rule]]\nuse = "max-days-in-row"\ndays = 5\nsource = "a6"\nlevel = "should"\n'
    rules.write_text(rules.read_text() + named)
    return root


def copy_of(root: Path, *more: object) -> Path:
    target = root.parent / "copy"
    ran = rota("staff-copy", target, *more, "--repo", root, **AT)
    assert ran.code == 0, ran.err
    return target


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        ("early phones", "early phones"),
        ("off", "off"),
        ("closed", "closed"),
        ("leave", "off"),
        ("absent", "off"),
        ("lieu", "off"),
        ("training", "off"),
        ("early phones; 12:30-16:30 leave", "early phones"),
        ("early phones; 10:00-11:00 lieu; 13:00-15:00 reception", "early phones; 13:00-15:00 reception"),
        ("lieu; 15:00-16:00 reception", "off; 15:00-16:00 reception"),
        ("early phones; 10:00-10:30 meeting", "early phones; 10:00-10:30 meeting"),
    ],
)
def test_what_a_cell_looks_like_to_others(cell: str, looks: str) -> None:
    assert str(seen(parse_cell(cell))) == looks
    assert str(Eyes("a1").cell("a2", DAY, parse_cell(cell))) == looks
    assert str(Eyes("a1").cell("a1", DAY, parse_cell(cell))) == cell


def test_changes_of_which_nothing_is_seen_are_left_out() -> None:
    def change(agent: str, before: str, after: str) -> CellChange:
        return CellChange(
            agent=agent, day=date(2026, 12, 7), before=before, after=after, on="leave/k3f9x2m7q1zw/2"
        )

    cells = (
        change("a1", "lieu", "leave"),
        change("a2", "lieu", "leave"),
        change("a3", "lieu", "early phones"),
    )
    told = [(one.agent, one.before, one.after, one.on) for one in Eyes("a1").changes(cells)]
    assert told == [("a1", "lieu", "leave", "base"), ("a3", "off", "early phones", "base")]


def test_nothing_private_is_in_any_byte_of_the_copy(root: Path) -> None:
    found = files(copy_of(root))
    assert set(found) == {
        *(".gitattributes", ".gitignore", "centre.toml", "people.toml", "rules.toml", "demand.toml"),
        *("calendar/2026.toml", "calendar/2027.toml", "names.toml", "staff-copy.toml"),
        f"rotas/{GROUP}/{MONTH}.toml",
    }
    whole = "\n".join(f"{file}\n{text}" for file, text in found.items()).lower()
    # Until when the round for leave is open is for everybody; nothing else of leave is.
    whole = whole.replace("leave-closes = 63", "")
    ids = [path.name for path in (root / "leave").iterdir()]
    assert ids
    private = [
        *(
            "leave",
            "absent",
            "absence",
            "lieu",
            'training"',
            "full-time",
            "three-days",
            "council",
            "0.6",
            "24:00",
        ),
        *("08:37", "2027-03-29", "17:43", "2024-04-03", "2027-06-13", "213:07", "h77", "@", "awhitlock"),
        *("limit", "variation", "under-18", "saturday-off", "fixed", "reason", "as-of"),
        *ids,
    ]
    assert [word for word in private if word in whole] == []
    people = tomllib.loads(found["people.toml"])["agent"]
    assert {frozenset(entry) for entry in people} == {
        frozenset({"id", "team", "employer", "contract", "home", "skills"})
    }
    assert {(entry["employer"], entry["contract"]) for entry in people} == {("staff", "staff")}


def test_a_rule_that_names_somebody_is_left_out_whole(root: Path) -> None:
    rules = tomllib.loads((copy_of(root) / "rules.toml").read_text())["rule"]
    assert [rule["use"] for rule in rules] == [
        *("trained", "daily-rest", "weekly-rest", "max-days-in-row", "no-two-saturdays", "cover")
    ]


def test_names_are_in_it_as_the_centre_allows(root: Path) -> None:
    target = copy_of(root)
    assert tomllib.loads((target / "names.toml").read_text())["a4"] == {"name": "Dev Malhotra"}
    centre = root / "centre.toml"
    centre.write_text(re.sub(r"\[staff-copy\]\n", "", centre.read_text()).replace("names = true\n", ""))
    centre.write_text(
        centre.read_text().replace("[[employer]]", "[staff-copy]\nnames = false\n\n[[employer]]", 1)
    )
    copy_of(root)
    assert not (target / "names.toml").exists()


def test_the_rota_in_it_is_the_one_that_stands_in_others_eyes(root: Path) -> None:
    rota("absence", "add", "a2", "2026-12-14", "2026-12-15", "--as", LEADER, "--repo", root, **AT)
    copy, whole = Repository.open(copy_of(root)), Repository.open(root)
    there, here = copy.rota(GROUP, MONTH), whole.rota(GROUP, MONTH)
    assert str(here.cells["a2"][date(2026, 12, 14)]) == "absent"
    assert there.cells == {
        agent: {day: seen(cell) for day, cell in days.items()} for agent, days in here.cells.items()
    }
    assert copy.staff_copy.group == GROUP
    for command in ("show", "swap list", "leave list", "wish list"):
        assert rota(*command.split(), "--repo", copy.root, **AT).code == 0
    day = rota("show", "--day", "2026-12-01", "--repo", copy.root, **AT)
    assert "lieu" not in day.out
    assert "phones" in day.out


def test_a_second_run_changes_nothing_and_a_change_only_what_it_is_about(root: Path) -> None:
    target = copy_of(root)
    before = files(target)
    again = rota("staff-copy", target, "--repo", root, ROTA_NOW="2026-11-17T10:00:00+00:00")
    assert again.err == "0 files written, 0 taken away.\n"
    assert files(target) == before
    rota("absence", "add", "a2", "2026-12-14", "--as", LEADER, "--repo", root, **AT)
    copy_of(root)
    changed = {file for file, text in files(target).items() if before.get(file) != text}
    assert changed == {f"rotas/{GROUP}/{MONTH}.toml", "staff-copy.toml"}


def test_leave_in_the_place_of_a_day_off_shows_nowhere(root: Path) -> None:
    """The digest of what is shown holds nothing hidden, or a guess could be proved by it."""
    target = copy_of(root)
    before = files(target)
    base = root / f"rotas/{GROUP}/{MONTH}.toml"
    text = base.read_text()
    assert text.count('2026-12-08 = "lieu"') == 1
    base.write_text(text.replace('2026-12-08 = "lieu"', '2026-12-08 = "absent"'))
    copy_of(root)
    assert files(target) == before


def test_ones_own_copy_has_ones_own_days_leave_wishes_and_balance(root: Path) -> None:
    target = copy_of(root, "--for", "a4")
    found = files(target)
    (own,) = [path.name for path in (root / "leave").iterdir() if path.name == "6e1dc980586d"]
    assert f"leave/{own}/2.toml" in found
    others = {path.name for path in (root / "leave").iterdir()} - {
        leave.id for leave in Repository.open(root).leave if leave.agent == "a4"
    }
    assert others
    assert not any(id in file for id in others for file in found)
    assert [file for file in found if file.startswith("wishes/")] == ["wishes/a4.toml"]
    assert tomllib.loads(found["names.toml"])["a4"]["login"] == "dmalhotra"
    assert "login" not in tomllib.loads(found["names.toml"])["a1"]
    here, there = (rota("show", MONTH, "--agent", "a4", "--repo", at, **AT).out for at in (root, target))
    assert here == there
    assert rota("leave", "list", "--repo", target, **AT).code == 0
    assert Repository.open(target).effective.unapplied == ()


def test_what_a_draw_settled_stands_with_ones_own_leave(root: Path) -> None:
    days = ("2027-02-15", "2027-02-19")
    for agent in ("a1", "a2", "a4", "a5"):
        assert rota("leave", "request", agent, *days, "--as", agent, "--repo", root, **AT).code == 0
    options = ["--from", days[0], "--until", days[1], "--seed", "7", "--as", LEADER]
    ran = rota("leave", "draw", *options, "--repo", root, **AT)
    assert ran.code == 0, ran.err
    drawn = {leave.agent: leave for leave in Repository.open(root).leave if leave.first == date(2027, 2, 15)}
    assert len({leave.granted for leave in drawn.values()}) == 2
    for agent, leave in drawn.items():
        target = root.parent / agent
        assert rota("staff-copy", target, "--for", agent, "--repo", root, **AT).code == 0
        (told,) = [one for one in Repository.open(target).leave if one.id == leave.id]
        assert (told.state, told.reason) == (leave.state, leave.reason)


def test_an_agent_who_begins_or_leaves_is_in_it_for_their_days(root: Path) -> None:
    people = root / "people.toml"
    people.write_text(people.read_text().replace('id = "a6"\n', 'id = "a6"\nuntil = 2026-12-20\n', 1))
    base = root / f"rotas/{GROUP}/{MONTH}.toml"
    head, _, tail = base.read_text().partition("[cells.a6]\n")
    own, mark, rest = tail.partition("\n[")
    own = "\n".join(line for line in own.splitlines() if line[:10] <= "2026-12-20")
    base.write_text(f"{head}[cells.a6]\n{own}\n{mark}{rest}")
    copied = tomllib.loads((copy_of(root) / "people.toml").read_text())["agent"]
    assert next(entry for entry in copied if entry["id"] == "a6")["until"] == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        *(
            (command, 1)
            for command in (
                "plan 2026-12",
                "publish 2026-12",
                "tell 2026-12",
                "check",
                "set a1 2026-12-01 off",
            )
        ),
        *(
            (command, 1)
            for command in ("leave approve x", "swap approve x", "absence list", "staff-copy elsewhere")
        ),
        *((command, 0) for command in ("show", "swap list", "leave list", "wish list", "inbox", "")),
    ],
)
def test_nothing_is_decided_in_a_copy(root: Path, command: str, code: int) -> None:
    target = copy_of(root)
    ran = rota(*command.split(), "--repo", target, **AT)
    assert ran.code == code
    if code:
        words = command.split()
        name = " ".join(words[: 2 if words[0] in {"leave", "swap", "absence"} else 1])
        assert ran.err == (
            f"rota: this is a staff copy: `rota {name}` is for the whole repository, which leaders and HR have; "
            "here one looks, wishes, and asks for swaps and leave\n"
        )


def test_folders_that_are_something_else_are_left_alone(root: Path, tmp_path: Path) -> None:
    def refused(target: object, *more: object) -> str:
        ran = rota("staff-copy", target, *more, "--repo", root, **AT)
        assert ran.code == 2
        return ran.err

    assert "is in the repository, which agents may not see" in refused(root / "copy")
    assert "is in the repository, which agents may not see" in refused(root.parent)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    assert "has something else in it; name a folder that is new or empty" in refused(other)
    target = copy_of(root)
    assert "is a staff copy of town-hall for everybody; choose another folder" in refused(
        target, "--for", "a1"
    )
    assert "town-hall 2027-03 is not published" in refused(tmp_path / "new", "--month", "2027-03")
    assert not (tmp_path / "new").exists()


def test_a_month_that_is_over_is_shown_only_if_it_is_asked_for(root: Path) -> None:
    later = {"ROTA_NOW": "2027-01-11"}
    target = root.parent / "later"
    ran = rota("staff-copy", target, "--repo", root, **later)
    assert ran.out == f"{target} shows everybody of town-hall no month: none is published.\n"
    ran = rota("staff-copy", target, "--month", MONTH, "--repo", root, **later)
    assert ran.out == f"{target} shows everybody of town-hall 2026-12.\n"
    rota("staff-copy", target, "--repo", root, **later)
    assert not (target / "rotas").exists()


def test_a_copy_says_what_it_does_not_know_and_who_can_read_it(root: Path) -> None:
    copy = copy_of(root)
    found = rota("swap", "find", "2026-12-16", "--agent", "a2", "--repo", copy, **AT)
    assert "knows nothing of contracts, limits, leave and lieu" in found.err
    as_a2 = {**AT, "ROTA_AS": "a2"}
    asked = rota("leave", "request", "me", "2026-12-17", "--repo", copy, **as_a2)
    assert asked.code == 0
    assert asked.err.endswith(
        "Everybody who has this copy can read the request; your leader can write one for you alone: "
        "rota staff-copy DIR --for a2\n"
    )
    shown = rota("show", MONTH, "--repo", copy, **AT)
    assert "leave, lieu, absence and training are off in it, your own too" in shown.err
