"""The repository as a whole: what no single rota shows is found in one section, and nothing is said twice."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.toml import read_toml
from rota.report import Report
from rota.work.check import report
from rota.work.wanted import How, Wanted
from tests.audit_helpers import ABSENCE, SWAP, absence, edit, swap, then
from tests.cli_helpers import rota, with_draft
from tests.files_world import RULES
from tests.living_world import GROUP, LEADER, MONTH, NOW, published

BASE = f"rotas/{GROUP}/{MONTH}.toml"
RECORD = f"rotas/{GROUP}/{MONTH}"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published December with a swap and an absence, all in order."""
    root = published(tmp_path_factory.mktemp("whole"))
    swap(root)
    absence(root)
    return root


@pytest.fixture
def root(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "tiny")


def checked(root: Path, **wanted: str) -> Report:
    return report(root, Wanted(**wanted), How())


def whole(root: Path) -> list[tuple[str, str, str]]:
    """Code, place and message of what is found about the repository as a whole."""
    sections = [section for section in checked(root).sections if section.title == "the repository"]
    return [
        (f.code, str(f.place).removesuffix(":1:1"), f.message)
        for section in sections
        for f in section.findings
    ]


def faults(root: Path) -> list[tuple[str, str, str, str]]:
    """Code, place, message and next step of the faults of the input."""
    return [
        (f.code, str(f.place), f.message, f.fix)
        for section in checked(root).sections
        if section.faults
        for f in section.findings
    ]


def remove(file: str) -> Callable[[Path], None]:
    def removing(root: Path) -> None:
        (root / file).unlink()

    return removing


def write(root: Path, file: str, text: str = "") -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def test_what_is_in_order_has_no_section(root: Path) -> None:
    assert [section.title for section in checked(root).sections] == [
        "the published rota of town-hall 2026-12, 2 changes since"
    ]


def test_a_single_month_is_not_the_whole(root: Path) -> None:
    write(root, f"rotas/{GROUP}/{MONTH}-copy.toml")
    assert len(whole(root)) == 1
    assert [section.title for section in checked(root, month=MONTH).sections] == [
        "the published rota of town-hall 2026-12, 2 changes since"
    ]


# ---- The record -----------------------------------------------------------------------------------


def test_a_base_removed_by_hand_is_found_though_no_rota_is_left_to_judge(root: Path) -> None:
    (root / BASE).unlink()
    assert whole(root) == [
        (
            "DATA24",
            f"{ABSENCE}/1.toml:16:1",
            "absence/absence00001/1 has no effect, a6 on 2026-12-08: the month is not published (base)",
        ),
        (
            "DATA24",
            f"{SWAP}/3.toml:15:1",
            "changes/swap00000001/3 has no effect, a4 on 2026-12-08: the month is not published (base)",
        ),
        ("DATA24", BASE, "town-hall 2026-12 was published, and its base is gone"),
    ]
    assert rota("check", "--repo", root).code == 1


def test_what_a_rule_of_audit_finds_is_not_said_again(root: Path) -> None:
    edit(root, BASE, "early reception", "late reception")
    found = checked(root).findings
    assert [f.code for f in found if f.place and f.place.file == BASE and f.code[:4] in ("AUDI", "DATA")] == [
        "AUDIT01"
    ]
    (root / "rules.toml").write_text(RULES)
    assert whole(root) == [
        ("DATA24", BASE, "the base of town-hall 2026-12 is not the one that was published")
    ]


def test_an_anchor_is_held_against_what_there_is(root: Path) -> None:
    assert rota("audit", "anchor", "--as", LEADER, "--repo", root).code == 0
    assert whole(root) == []
    shutil.rmtree(root / ABSENCE)
    assert whole(root) == [("DATA24", f"{ABSENCE}/1.toml", f"{ABSENCE}/1.toml is gone; anchor 1 lists it")]


def test_an_anchor_that_cannot_be_read_is_found(root: Path) -> None:
    assert rota("audit", "anchor", "--as", LEADER, "--repo", root).code == 0
    (root / "anchors" / "1.toml").write_text("files = [\n")
    (found,) = (
        checked(
            root,
        )
        .sections[-1]
        .findings
    )
    assert (found.code, found.place.file, found.message[:9]) == ("DATA04", "anchors/1.toml", "not TOML:")
    assert found.fix == "bring it back from git, and find out who edited it: git log -p -- anchors/1.toml"


def test_a_told_draft_is_what_was_told(tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / BASE).unlink()
    shutil.rmtree(root / RECORD)
    with_draft(root)
    file = f"drafts/{GROUP}/{MONTH}/1.toml"
    event = PublicationEvent(
        event=Step.TOLD,
        by=LEADER,
        at="2026-10-19T09:00:00+00:00",
        rota=digest(read_toml(root, file).data),
        draft=1,
        notice=42,
    )
    write(root, f"{RECORD}/1.toml", _dump(event))
    assert whole(root) == []
    edit(root, file, "early reception", "late reception")
    assert whole(root) == [
        ("DATA24", file, "draft 1 of town-hall 2026-12 was edited since it was told to staff")
    ]
    (root / file).unlink()
    assert whole(root) == [
        ("DATA24", file, "draft 1 of town-hall 2026-12 is gone since it was told to staff")
    ]


def _dump(event: PublicationEvent) -> str:
    from rota.files.matters import dump

    return dump(event)


def test_the_draft_of_a_published_month_may_go(root: Path) -> None:
    told = PublicationEvent(
        event=Step.TOLD, by=LEADER, at="2026-10-20T09:00:00+00:00", rota="0" * 64, draft=1, notice=41
    )
    then(root, RECORD, told)
    assert whole(root) == []


# ---- Files that nothing reads ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (
            f"rotas/{GROUP}/{MONTH}-copy.toml",
            "is read by nothing: only rota writes in this folder, and names files otherwise",
        ),
        (
            f"rotas/{GROUP}/2026-13.toml",
            "is read by nothing: only rota writes in this folder, and names files otherwise",
        ),
        (
            f"drafts/{GROUP}/{MONTH}/final.toml",
            "is read by nothing: only rota writes in this folder, and names files otherwise",
        ),
        (
            "people (conflicted copy of LAPTOP).toml",
            "is a copy that a sync, or somebody by hand, made beside the file itself",
        ),
        ("notes/rules (1).toml", "is a copy that a sync, or somebody by hand, made beside the file itself"),
    ],
)
def test_stray_files_are_found(root: Path, file: str, message: str) -> None:
    write(root, file)
    assert whole(root) == [("DATA26", file, f"{file} {message}")]
    assert not checked(root).passes


def test_what_is_no_rota_beside_rotas_is_only_mentioned(root: Path) -> None:
    write(root, f"drafts/{GROUP}/plan.xlsx")
    write(root, f"drafts/{GROUP}/.gitkeep")
    assert [(f.code, f.level.value) for f in checked(root).findings if f.code == "DATA26"] == [
        ("DATA26", "should")
    ]
    assert checked(root).passes


@pytest.mark.parametrize("folder", ["rotas", "drafts"])
def test_rotas_of_a_group_that_is_no_more_are_named_once(root: Path, folder: str) -> None:
    for month in ("2026-10", "2026-11"):
        file = f"{folder}/town-halls/{month}{'' if folder == 'rotas' else '/1'}.toml"
        write(root, file)
    ((code, place, message),) = whole(root)
    assert (code, place) == ("DATA26", f"{folder}/town-halls/2026-10{'' if folder == 'rotas' else '/1'}.toml")
    assert message == f'{folder}/town-halls is read by nothing: no rota group is named "town-halls"'


# ---- Merges ---------------------------------------------------------------------------------------

MARKED = "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        (
            f"{SWAP}/3.toml",
            f"take one of the two events whole (git checkout --ours -- {SWAP}/3.toml, or --theirs); "
            "whoever wrote the other enters it anew",
        ),
        (
            "people.toml",
            "keep the right lines, and take out those with <<<<<<<, ======= and >>>>>>>; see `git status`",
        ),
        (
            BASE,
            f"take the rota that was published first, whole (git checkout --ours -- {BASE}, or --theirs); "
            "the other was never told to anybody",
        ),
    ],
)
def test_an_unfinished_merge_says_how_to_finish_it(root: Path, file: str, advice: str) -> None:
    path = root / file
    path.write_text(f"{path.read_text()}{MARKED}")
    line = path.read_text().split("\n").index("<<<<<<< HEAD") + 1
    assert faults(root) == [
        ("DATA27", f"{file}:{line}:1", f"a merge was left unfinished: both sides stand in {file}", advice)
    ]
    assert rota("check", "--repo", root).code == 2


def test_an_unfinished_merge_of_anchors_asks_for_the_digest_that_hr_has(root: Path) -> None:
    write(root, "anchors/1.toml", MARKED)
    (found,) = (f for f in checked(root).findings if f.code == "DATA27")
    assert found.fix == (
        "keep the anchor whose digest HR has, whole (git checkout --ours -- anchors/1.toml, or --theirs), then "
        "anchor anew: rota audit anchor"
    )


def test_marks_inside_a_good_file_are_no_merge(root: Path) -> None:
    write(root, "demand.toml", (root / "demand.toml").read_text() + "# <<<<<<< not one\n")
    assert faults(root) == []


# ---- Broken rotas beside good ones ----------------------------------------------------------------


def test_one_rota_that_cannot_be_read_keeps_no_other_from_being_judged(root: Path) -> None:
    write(root, f"rotas/{GROUP}/2025-01.toml", "format = 1\n")
    write(root, f"drafts/{GROUP}/2027-02/1.toml", "x = ")
    made = checked(root)
    assert made.faulty
    assert [section.title for section in made.sections] == [
        "the published rota of town-hall 2026-12, 2 changes since",
        "the repository",
        "the files",
    ]
    assert {str(f.place).partition(":")[0] for f in made.sections[2].findings} == {
        f"rotas/{GROUP}/2025-01.toml",
        f"drafts/{GROUP}/2027-02/1.toml",
    }


def test_a_rule_that_cannot_be_is_said_once_however_many_months_there_are(root: Path) -> None:
    with_draft(root)
    edit(root, "rules.toml", 'use = "working-days"', 'use = "working-dayz"')
    assert [code for code, *_ in faults(root)] == ["DATA09"]


# ---- Cells before somebody worked here ------------------------------------------------------------


def test_cells_before_the_first_day_of_an_agent_are_found(root: Path) -> None:
    path = root / "people.toml"
    path.write_text(path.read_text().replace('id = "a2"\n', 'id = "a2"\nfrom = 2026-12-14\n'))
    found = [finding for finding in whole(root) if finding[0] == "DATA18"]
    base = Repository.open(root).bases(GROUP)[MONTH]
    assert sorted(base.gone["a2"])[0] == date(2026, 11, 30)
    assert [message for _, _, message in found] == [
        "a2 has 14 cells in town-hall 2026-12 from 2026-11-30, and works here only from 2026-12-14: they count for nothing"
    ]


def test_cells_after_somebody_has_left_are_what_was_planned_before(root: Path) -> None:
    path = root / "people.toml"
    path.write_text(path.read_text().replace('id = "a2"\n', 'id = "a2"\nuntil = 2026-12-13\n'))
    assert [finding for finding in whole(root) if finding[0] == "DATA18"] == []


# ---- Staff copies ---------------------------------------------------------------------------------


def test_in_a_staff_copy_only_what_is_private_is_looked_for(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert rota("staff-copy", copy, "--repo", root, ROTA_AS=LEADER, ROTA_NOW=NOW).code == 0
    write(copy, f"rotas/{GROUP}/2026-12-copy.toml")
    assert whole(copy) == []
    rules = copy / "rules.toml"
    rules.write_text(f"{rules.read_text()}# prayers on Fridays\n")
    assert [(code, message) for code, _, message in whole(copy)] == [
        ("PRIV02", '"prayers" says something about somebody\'s religion, belief or politics')
    ]
