"""Ways round the referee that a second pair of eyes found open; each is refused now, and what is honest beside it passes."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.domain.draws import DrawEvent, Place, Result, Scarce
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Step
from rota.files import matters
from tests.attacks.stage import BASE, Found, Stage, Verdict
from tests.audit_helpers import SWAP, at, edit, then
from tests.cli_helpers import rota
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH

APPROVAL, BASE_FILE = f"{SWAP}/3.toml", f"rotas/{GROUP}/{MONTH}.toml"


def must(verdict: Verdict) -> list[tuple[str, str]]:
    """Code and file of what makes it fail."""
    return [(found.code, found.file) for found in verdict.must]


def goes_in(stage: Stage) -> None:
    """What was done so far becomes what was there before."""
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)


def forged(stage: Stage) -> None:
    """An approval that says it is the leader's, committed by somebody who has no such right."""
    stage.agreed()
    stage.approve(by=LEADER)
    stage.commit("a4", at(12))


# ---- whose commit brought an event ---------------------------------------------------------------------------


def test_an_approval_that_the_leader_has_only_made_executable(stage: Stage) -> None:
    forged(stage)
    (stage.root / APPROVAL).chmod(0o755)
    stage.commit(LEADER, at(13))
    assert must(stage.check()) == [("AUDIT12", APPROVAL)]


def line_ends(stage: Stage, who: str, when: str) -> None:
    """``who`` commits the approval with other line ends and a comment, which say nothing."""
    (stage.root / ".gitattributes").write_text("* -text\n", "utf-8")
    path = stage.root / APPROVAL
    path.write_bytes(b"\xef\xbb\xbf# Tidied.\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    stage.commit(who, when)


def test_an_approval_whose_line_ends_alone_the_leader_has_changed(stage: Stage) -> None:
    forged(stage)
    line_ends(stage, LEADER, at(13))
    assert must(stage.check()) == [("AUDIT12", APPROVAL)]


def test_an_approval_whose_line_ends_somebody_else_has_changed_is_whose_it_was(stage: Stage) -> None:
    stage.swapped()
    line_ends(stage, "a4", at(13))
    verdict = stage.check()
    assert (verdict.code, verdict.title) == (0, "the change since base, 3 new events (3 verified)")


def test_a_commit_without_a_time_is_no_way_to_stop_the_referee(stage: Stage, tmp_path: Path) -> None:
    stage.agreed()
    stage.approve()
    stage.commit("a4", at(12), signed=False)
    raw = stage.git("cat-file", "commit", "HEAD")
    bad = "\n".join("committer a1 <a1>" if line.startswith("committer") else line for line in raw.split("\n"))
    (tmp_path / "commit").write_text(f"{bad}\n", "utf-8")
    name = stage.git("hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "commit"))
    stage.git("update-ref", "HEAD", name)
    assert must(stage.check()) == [("AUDIT10", APPROVAL)]


# ---- what it is held against ---------------------------------------------------------------------------------


def nested(stage: Stage, folder: Path) -> Stage:
    """The same repository in the folder ``hr`` of another."""
    shutil.copytree(stage.root, folder / "hr", ignore=shutil.ignore_patterns(".git"))
    outer = Stage(folder, stage.keys)
    outer.git("init", "--quiet", "--initial-branch=main")
    goes_in(outer)
    return outer


def test_a_folder_that_becomes_a_submodule_with_branches_of_its_own(stage: Stage, tmp_path: Path) -> None:
    stage.agreed()
    stage.approve(by="a4")
    goes_in(stage)
    outer = nested(stage, tmp_path / "outer")
    outer.git("rm", "-r", "--quiet", "hr")
    shutil.rmtree(outer.root / "hr", ignore_errors=True)
    allowed = ("-c", "protocol.file.allow=always")
    outer.git(*allowed, "submodule", "--quiet", "add", str(stage.root), "hr")
    verdict = Stage(outer.root / "hr", stage.keys).check(since="origin/main")
    assert (verdict.code, verdict.err) == (
        2,
        f"rota: {outer.root}/hr is a submodule of what is being changed; check it in a clone of its own\n",
    )


def test_a_repository_that_is_moved_away_and_linked_to(stage: Stage, tmp_path: Path) -> None:
    outer = nested(stage, tmp_path / "outer")
    outer.git("mv", "hr", "ours")
    (outer.root / "hr").symlink_to("ours")
    outer.commit("a4", at(12))
    verdict = Stage(outer.root / "hr", stage.keys).check(verify=False)
    assert (
        Found(
            "AUDIT19",
            "centre.toml",
            "at base the rota repository lay in hr, and it is not there any more: nothing of this can be held against "
            "what was there",
        )
        in verdict.must
    )
    assert Stage(outer.root / "hr", stage.keys).check().code == 2


# ---- what is published, drawn and dated ------------------------------------------------------------------------


def unpublished(stage: Stage) -> None:
    """The month was not published before, and no rule asks whether a base is what was published."""
    edit(stage.root, "rules.toml", '[[rule]]\nuse = "base-unedited"\n', "")
    shutil.move(stage.root / "rotas", stage.root.parent / "rotas-of-now")
    goes_in(stage)
    shutil.move(stage.root.parent / "rotas-of-now", stage.root / "rotas")


def test_a_base_that_is_another_than_was_published_where_no_rule_looks(stage: Stage) -> None:
    unpublished(stage)
    stage.commit(LEADER, at(3))
    assert stage.check("--select", "AUDIT").code == 0
    edit(stage.root, BASE_FILE, "early reception", "late reception")
    stage.git("reset", "--soft", "--quiet", BASE)
    stage.commit(LEADER, at(3))
    assert stage.check("--select", "AUDIT").must == [
        Found(
            "AUDIT17", BASE_FILE, f"{BASE_FILE} is new, and nobody is recorded to have published it as it is"
        )
    ]


def test_an_approval_of_a_deputy_of_before_that_is_dated_back(stage: Stage) -> None:
    edit(stage.root, "centre.toml", '{ id = "a1" }', '{ id = "a1", until = 2026-11-05 }')
    goes_in(stage)
    ref = "leave/own000000001"
    days = {"agent": "a4", "from_": date(2027, 2, 15), "until": date(2027, 2, 19)}
    matters.begin_at(stage.root, ref, LeaveEvent(event=Step.REQUESTED, by="a4", at=at(10), **days))
    stage.commit("a4", at(10))
    then(stage.root, ref, LeaveEvent(event=Step.APPROVED, by=DEPUTY, at=at(4), **days))
    stage.commit(DEPUTY, at(14))
    assert stage.check().must == [
        Found(
            "AUDIT18",
            f"{ref}/2.toml",
            f"{ref}/2.toml says {at(4)}, before {at(10)}, when event 1 was written, on which it stands",
        )
    ]


@pytest.mark.parametrize(
    ("seed", "expected"), [(1, [("AUDIT21", "draws/draw00000001/1.toml")]), (4, [])], ids=["made up", "drawn"]
)
def test_a_draw_that_was_made_up(stage: Stage, seed: int, expected: list[tuple[str, str]]) -> None:
    day = date(2027, 2, 15)
    for id, agent in (("own000000001", "a4"), ("own000000002", "a5")):
        asked = LeaveEvent(event=Step.REQUESTED, by=agent, at=at(10), agent=agent, from_=day, until=day)
        matters.begin_at(stage.root, f"leave/{id}", asked)
        stage.commit(agent, at(10))
    lot = [("own000000001", Result.GRANTED), ("own000000002", Result.REFUSED)]
    places = tuple(Place(leave=id, weight=1, takes=f"{day} phones", result=result) for id, result in lot)
    scarce = (Scarce(day=day, name="phones", free=1),)
    said = {"from_": day, "until": day, "seed": seed, "scarce": scarce, "place": places}
    drawn = DrawEvent(event=Step.DRAWN, by=LEADER, at=at(11), **said)
    matters.begin_at(stage.root, "draws/draw00000001", drawn)
    stage.commit(LEADER, at(11))
    assert must(stage.check()) == expected


# ---- the measure -----------------------------------------------------------------------------------------------

WAIVERS = "".join(
    f"""[[waiver]]
rule = "{rule}"
groups = ["{GROUP}"]
from = 2026-11-30
until = 2027-01-03
reason = "agreed"
approver = "hr-9"
approved = 2026-11-01
expires = 2027-03-31
"""
    for rule in ("no-own-approval", "approved-by-entitled")
)


def test_a_waiver_that_only_the_change_makes_hold(stage: Stage) -> None:
    (stage.root / "waivers.toml").write_text(WAIVERS, "utf-8")
    goes_in(stage)
    edit(stage.root, "centre.toml", 'hr = ["hr-1"]', 'hr = ["hr-1", "hr-9"]')
    stage.agreed()
    stage.approve(by="a4")
    stage.commit("a4", at(12))
    verdict = stage.check("--select", "AUDIT")
    assert sorted(must(verdict)) == [
        ("AUDIT02", APPROVAL),
        ("AUDIT03", APPROVAL),
        ("AUDIT16", "waivers.toml"),
        ("AUDIT16", "waivers.toml"),
    ]
    message = "a waiver of no-own-approval holds only since base, and hr-9, who approves it, did not act for HR there"
    assert message in [found.message for found in verdict.must]


def test_a_waiver_that_does_not_lie_as_hr_has_signed_it(stage: Stage) -> None:
    text = WAIVERS.replace("hr-9", "hr-1")
    (stage.root / "waivers.toml").write_text(text.replace("2027-01-03", "2026-11-30"), "utf-8")
    stage.commit("hr-1", at(9))
    assert stage.check("--select", "AUDIT").code == 0
    # As an attribute of git could have it.
    (stage.root / "waivers.toml").write_text(text, "utf-8")
    assert must(stage.check("--select", "AUDIT")) == [("AUDIT16", "waivers.toml")] * 2


def test_days_that_are_published_become_others(stage: Stage) -> None:
    with (stage.root / "calendar" / "2026.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[closure]]\nname = "Works"\nfrom = 2026-12-07\nuntil = 2026-12-08\n')
        file.write('\n[[school-holiday]]\nname = "Half-term"\nday = 2026-10-26\n')
    (stage.root / "history.toml").unlink()
    stage.commit("a4", at(12))
    assert [found for found in stage.check().should if found.code == "AUDIT16"] == [
        Found(
            "AUDIT16",
            "history.toml",
            "history.toml is another than at base, and months are published that were planned by it",
        ),
        Found(
            "AUDIT16",
            "calendar/2026.toml",
            "the calendar says otherwise than at base of 2026-12-07 and 1 more, which is published already",
        ),
    ]


def test_days_that_become_others_are_seen_in_the_file_that_says_so(stage: Stage) -> None:
    """Years stand in files of any name: what is new is shown where it stands, what is gone where it stood."""
    year = stage.root / "calendar" / "2026.toml"
    text = year.read_text("utf-8")
    own = stage.root / "calendar" / "own.toml"
    own.write_text('[[closure]]\nname = "Works"\nday = 2026-12-07\n', "utf-8")
    stage.commit("a4", at(12))
    assert [found.file for found in stage.check().should if found.code == "AUDIT16"] == ["calendar/own.toml"]
    goes_in(stage)
    own.unlink()
    stage.commit("a4", at(13))
    assert [found.file for found in stage.check().should if found.code == "AUDIT16"] == ["calendar/own.toml"]
    assert year.read_text("utf-8") == text


def test_what_the_baseline_holds_may_not_grow(stage: Stage) -> None:
    """Whatever it is about, the baseline excuses no more of it than there was."""
    edit(stage.root, "rules.toml", 'use = "cover"\nlevel = "should"', 'use = "cover"\nlevel = "must"')
    need = (
        '\n[[need]]\nservice = "reception"\ndate = 2026-12-22\nstart = "10:00"\nend = "11:00"\nheads = {}\n'
    )
    demand = (stage.root / "demand.toml").read_text("utf-8")
    (stage.root / "demand.toml").write_text(demand + need.format(5), "utf-8")
    assert rota("check", "--write-baseline", "--repo", stage.root).code == 0
    goes_in(stage)
    codes = {}
    for heads in (4, 5, 6):
        (stage.root / "demand.toml").write_text(demand + need.format(heads), "utf-8")
        codes[heads] = {found.code for found in stage.check(verify=False).must}
    assert codes == {4: set(), 5: set(), 6: {"COVER01"}}
