"""Further ways around: what a merge hides, what was never committed, and what the change does to its own measure."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.toml import read_toml
from tests.attacks.stage import BASE, Found, Stage, Verdict
from tests.audit_helpers import SWAP, at, edit, then
from tests.cli_helpers import rota
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH

BASE_FILE, RECORD = f"rotas/{GROUP}/{MONTH}.toml", f"rotas/{GROUP}/{MONTH}"
OTHER = "changes/swap00000002"


def told(verdict: Verdict, *codes: str) -> list[Found]:
    """What counts, of these codes."""
    return [found for found in (*verdict.must, *verdict.should) if found.code in codes]


# ---- what a merge hides ------------------------------------------------------------------------------------


def test_an_approval_that_is_slipped_into_a_merge(stage: Stage) -> None:
    stage.git("switch", "--quiet", "--create", "change")
    stage.agreed()
    stage.git("switch", "--quiet", "main")
    stage.merge("change", "--no-commit")
    stage.approve()
    commit = stage.commit("a4", at(15), signed=False)
    verdict = stage.check()
    assert len(stage.git("rev-list", "--parents", "-1", "HEAD").split()) == 3
    assert (verdict.code, verdict.must) == (
        1,
        [
            Found(
                "AUDIT10",
                f"{SWAP}/3.toml",
                f"{SWAP}/3.toml: commit {commit[:10]} is not signed with an SSH key",
            )
        ],
    )


def refuse(stage: Stage) -> None:
    then(stage.root, SWAP, ChangeEvent(event=Step.REFUSED, kind=ChangeKind.SWAP, by=LEADER, at=at(12)))
    stage.commit(LEADER, at(12))


def test_a_refusal_that_a_merge_leaves_out(stage: Stage) -> None:
    stage.git("switch", "--quiet", "--create", "change")
    stage.agreed()
    refuse(stage)
    stage.git("switch", "--quiet", "main")
    stage.merge("change", "--no-commit")
    (stage.root / SWAP / "3.toml").unlink()
    commit = stage.commit("a4", at(15))
    verdict = stage.check()
    assert (verdict.code, verdict.must) == (
        1,
        [
            Found(
                "AUDIT08",
                f"{SWAP}/3.toml",
                f"{SWAP}/3.toml was recorded, and then commit {commit[:10]} took it away: an event is never edited or "
                "removed",
            )
        ],
    )


def test_a_refusal_that_a_later_commit_takes_away(stage: Stage) -> None:
    stage.agreed()
    refuse(stage)
    (stage.root / SWAP / "3.toml").unlink()
    stage.commit("a4", at(13))
    assert [(found.code, found.file) for found in stage.check(verify=False).must] == [
        ("AUDIT08", f"{SWAP}/3.toml")
    ]


def test_an_approval_that_a_merge_brings_back_from_the_past(stage: Stage) -> None:
    # It was there once, was taken out again, and all of that is in the history of what is trusted.
    stage.swapped()
    old = stage.git("rev-parse", "HEAD")
    (stage.root / SWAP / "3.toml").unlink()
    stage.commit("hr-1", at(13))
    stage.git("tag", "--force", BASE)
    tree = stage.git("rev-parse", f"{old}^{{tree}}")
    made = stage.git("commit-tree", tree, "-p", "HEAD", "-p", old, "-m", "merge", **stage.as_("a4", at(14)))
    stage.git("reset", "--hard", "--quiet", made)
    assert stage.check().must == [
        Found(
            "AUDIT10",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml came by no commit since base: a merge brought it back from elsewhere",
        )
    ]


def test_the_same_event_on_both_sides_of_a_merge_is_verified_by_either(stage: Stage) -> None:
    stage.agreed()
    stage.git("switch", "--quiet", "--create", "copy")
    stage.approve()
    text = (stage.root / SWAP / "3.toml").read_bytes()
    stage.commit("a2", at(12), signed=False)
    stage.git("switch", "--quiet", "main")
    (stage.root / SWAP / "3.toml").write_bytes(text)
    stage.commit(DEPUTY, at(12))
    stage.merge("copy")
    verdict = stage.check()
    assert (verdict.code, verdict.title) == (0, "the change since base, 3 new events (3 verified)")


# ---- what was never committed ------------------------------------------------------------------------------


def test_an_approval_that_only_lies_in_the_folder(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    verdict = stage.check()
    assert (verdict.code, verdict.must) == (
        1,
        [
            Found(
                "AUDIT20",
                f"{SWAP}/3.toml",
                f"{SWAP}/3.toml is not committed as it lies here, so nobody can have signed it",
            )
        ],
    )
    assert stage.check(verify=False).code == 0


def test_a_matter_that_is_a_link_to_another(stage: Stage) -> None:
    stage.swapped()
    then(stage.root, SWAP, ChangeEvent(event=Step.VOIDED, kind=ChangeKind.SWAP, by=LEADER, at=at(13)))
    stage.commit(LEADER, at(13))
    stage.git("tag", "--force", BASE)
    (stage.root / OTHER).mkdir()
    for number in (1, 2, 3):
        (stage.root / OTHER / f"{number}.toml").symlink_to(f"../swap00000001/{number}.toml")
    stage.commit("a4")
    codes = sorted((found.code, found.file) for found in stage.check("--select", "AUDIT").must)
    assert codes == [(code, f"{OTHER}/{n}.toml") for code in ("AUDIT15", "AUDIT20") for n in (1, 2, 3)]


# ---- what is published, anchored and dated -----------------------------------------------------------------


def test_a_base_that_is_edited_and_published_anew(stage: Stage) -> None:
    edit(stage.root, BASE_FILE, "early reception", "late reception")
    base = digest(read_toml(stage.root, BASE_FILE).data)
    then(
        stage.root,
        RECORD,
        PublicationEvent(event=Step.PUBLISHED, by=LEADER, at=at(12), rota=base, draft=2, notice=18),
    )
    stage.commit(LEADER, at(12))
    assert stage.check("--select", "AUDIT").must == [
        Found(
            "AUDIT08", BASE_FILE, f"{BASE_FILE} is not what it was at base: a published rota is never edited"
        )
    ]


def test_a_month_that_somebody_publishes_who_may_not(stage: Stage) -> None:
    stage.git("rm", "-r", "--quiet", RECORD, BASE_FILE)
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)
    stage.git("checkout", "HEAD~1", "--", "rotas")
    edit(stage.root, f"{RECORD}/1.toml", 'by = "a3"', 'by = "a2"')
    stage.commit("a2", at(3))
    assert stage.check("--select", "AUDIT").must == [
        Found(
            "AUDIT17",
            f"{RECORD}/1.toml",
            f"{RECORD}: published by a2 on Mon 19 Oct 2026, who may not; that was for a1 or a3",
        )
    ]
    (stage.root / RECORD / "1.toml").unlink()
    stage.commit("a2", at(4))
    found = told(stage.check("--select", "AUDIT", verify=False), "AUDIT17")
    assert found == [
        Found(
            "AUDIT17", BASE_FILE, f"{BASE_FILE} is new, and nobody is recorded to have published it as it is"
        )
    ]


def anchor(stage: Stage, day: int) -> None:
    ran = rota("audit", "anchor", "--as", "hr-1", "--repo", stage.root, ROTA_NOW=at(day))
    assert ran.code == 0, ran.err
    stage.commit("hr-1", at(day))


def test_an_anchor_that_is_rewritten(stage: Stage) -> None:
    anchor(stage, 9)
    verdict = stage.check()
    assert (verdict.code, verdict.title) == (0, "the change since base, 1 new event (1 verified)"), verdict
    stage.git("tag", "--force", BASE)
    edit(stage.root, "anchors/1.toml", at(9), at(8))
    stage.commit("hr-1", at(10))
    assert stage.check("--select", "AUDIT").must == [
        Found(
            "AUDIT08",
            "anchors/1.toml",
            "anchors/1.toml is not what it was at base: an anchor is never edited",
        )
    ]


def test_events_that_say_a_time_which_cannot_be(stage: Stage) -> None:
    anchor(stage, 11)
    stage.git("tag", "--force", BASE)
    stage.agreed()
    stage.approve(when="2026-11-20T09:00:00+00:00")
    stage.commit(DEPUTY, at(14))
    assert told(stage.check("--select", "AUDIT"), "AUDIT18") == [
        Found(
            "AUDIT18",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml says that it was written at 2026-11-20T09:00:00+00:00, which is still to come",
        ),
        Found(
            "AUDIT18",
            f"{SWAP}/1.toml",
            f"{SWAP}/1.toml says {at(10)}, before the last anchor, which does not list it: it came late, or was dated "
            "back",
        ),
    ]


@pytest.mark.parametrize("when", ["9998-12-31T23:59:59-14:00", "0002-01-01T00:00:00+14:00"])
def test_events_at_the_ends_of_time_break_nothing(stage: Stage, when: str) -> None:
    stage.agreed()
    stage.approve(when=when)
    stage.commit(DEPUTY)
    assert stage.check("--select", "AUDIT").code == 1


# ---- whose word it is --------------------------------------------------------------------------------------


def test_what_the_inbox_takes_in_is_vouched_for_and_says_so(stage: Stage) -> None:
    stage.ask()
    stage.accept()
    stage.commit(LEADER, at(11))
    stage.approve()
    stage.commit(DEPUTY, at(12))
    verdict = stage.check()
    assert (verdict.code, verdict.title) == (
        0,
        "the change since base, 3 new events (1 verified, 2 vouched for by a leader)",
    )
    assert told(verdict, "AUDIT12") == [
        Found(
            "AUDIT12",
            f"{SWAP}/{number}.toml",
            f"{SWAP}/{number}.toml is signed by a3, who may enter it for {who}; nothing shows that {who} said so",
        )
        for number, who in ((1, "a4"), (2, "a5"))
    ]


def test_a_colleague_may_not_vouch(stage: Stage) -> None:
    stage.ask()
    stage.commit("a4", at(10))
    stage.accept()
    stage.commit("a4", at(11))
    assert [found.code for found in stage.check().must] == ["AUDIT12"]


# ---- the measure -------------------------------------------------------------------------------------------


def test_rules_that_are_left_out_together_with_what_breaks_them(stage: Stage) -> None:
    stage.agreed()
    stage.approve(by="a4", base={f"{GROUP}/{MONTH}": "0" * 64})
    (stage.root / "rules.toml").write_text('[[rule]]\nuse = "cover"\nlevel = "should"\n', "utf-8")
    stage.commit("a4", at(12))
    verdict = stage.check("--select", "AUDIT", verify=False)
    assert [found.code for found in verdict.must] == ["AUDIT02", "AUDIT03", "AUDIT06"]
    (changed,) = told(verdict, "AUDIT16")
    assert (changed.code, changed.file) == ("AUDIT16", "rules.toml")
    said, _, gone = changed.message.partition("; it leaves out ")
    assert said == "rules.toml is another than at base: what is judged came with what it is judged by"
    assert {"approval-fits", "no-own-approval"} <= set(gone.split(", "))
    assert "cover" not in gone.split(", ")


WAIVER = """
[[waiver]]
rule = "no-own-approval"
groups = ["town-hall"]
from = 2026-11-30
until = 2027-01-03
reason = "agreed"
approver = "{approver}"
approved = 2026-11-12
expires = 2027-03-31
"""


@pytest.mark.parametrize(
    ("approver", "signer", "verify", "level", "why"),
    [
        ("hr-1", "a4", False, "should", "says that hr-1 approves it, which nobody has verified"),
        ("hr-1", "a4", True, "must", "the commit that brings it is not signed by HR"),
        ("hr-2", "hr-1", True, "must", "hr-2, who approves it, did not act for HR there"),
    ],
)
def test_a_waiver_that_comes_with_what_it_waives(
    stage: Stage, approver: str, signer: str, verify: bool, level: str, why: str
) -> None:
    edit(stage.root, "centre.toml", 'hr = ["hr-1"]', 'hr = ["hr-1", "hr-2"]')
    (stage.root / "waivers.toml").write_text(WAIVER.format(approver=approver), "utf-8")
    stage.commit(signer, at(9))
    stage.agreed()
    stage.approve(by="a4")
    stage.commit("a4", at(12))
    verdict = stage.check(verify=verify)
    message = f"a waiver of no-own-approval is new since base, and {why}"
    assert Found("AUDIT16", "waivers.toml", message) in getattr(verdict, level)
    # And it covers nothing that comes with it.
    assert [found.file for found in verdict.must if found.code == "AUDIT03"] == [f"{SWAP}/3.toml"]


def test_a_waiver_that_hr_signed_is_nothing_to_speak_of(stage: Stage) -> None:
    (stage.root / "waivers.toml").write_text(WAIVER.format(approver="hr-1"), "utf-8")
    stage.commit("hr-1", at(9))
    verdict = stage.check()
    assert (verdict.code, told(verdict, "AUDIT16")) == (0, [])


def test_a_baseline_that_grows_with_what_it_holds(stage: Stage) -> None:
    stage.agreed()
    stage.approve(by="a4")
    ran = rota("check", "--write-baseline", "--repo", stage.root)
    assert ran.code == 0, ran.err
    stage.commit("a4", at(12))
    verdict = stage.check("--select", "AUDIT")
    assert [(found.code, found.file) for found in verdict.must] == [
        ("AUDIT02", f"{SWAP}/3.toml"),
        ("AUDIT03", f"{SWAP}/3.toml"),
        ("AUDIT16", "baseline.toml"),
    ]


def test_an_agent_who_is_put_into_ones_own_team_by_the_change(stage: Stage) -> None:
    team = '[[team]]\nid = "back"\nsite = "town-hall"\nleader = "a2"\n\n# A rota group is'
    edit(stage.root, "centre.toml", "# A rota group is", team)
    edit(stage.root, "centre.toml", 'teams = ["front"]', 'teams = ["front", "back"]')
    people = (stage.root / "people.toml").read_text("utf-8")
    for agent in ("a4", "a5"):
        people = people.replace(f'id = "{agent}"\nteam = "front"', f'id = "{agent}"\nteam = "back"')
    (stage.root / "people.toml").write_text(people, "utf-8")
    stage.commit("a2", at(9))
    stage.agreed()
    stage.approve(by="a2")
    stage.commit("a2", at(12))
    assert [(found.code, found.file) for found in stage.check("--select", "AUDIT").must] == [
        ("AUDIT02", f"{SWAP}/3.toml")
    ]


def test_a_joiner_is_led_by_who_led_the_team_before(stage: Stage) -> None:
    from rota.domain.leave import LeaveEvent

    people = (stage.root / "people.toml").read_text("utf-8")
    joiner = people[people.index('[[agent]]\nid = "a6"') :].replace('"a6"', '"a7"')
    (stage.root / "people.toml").write_text(f"{people}\n{joiner}", "utf-8")
    days = {"agent": "a7", "from_": date(2027, 2, 15), "until": date(2027, 2, 16)}
    asked = LeaveEvent(event=Step.REQUESTED, by=LEADER, for_="a7", means="phone", at=at(10), **days)
    matters.begin_at(stage.root, "leave/new000000001", asked)
    then(stage.root, "leave/new000000001", LeaveEvent(event=Step.APPROVED, by=LEADER, at=at(11), **days))
    stage.commit(LEADER)
    assert stage.check("--select", "AUDIT").code == 0


def test_what_was_not_there_before_is_no_excuse_for_a_file_either(stage: Stage) -> None:
    broken = re.sub(r'"(early|middle|late) \w+"', '"off"', (stage.root / BASE_FILE).read_text("utf-8"))
    mine = stage.root / "mine.toml"
    mine.write_text(broken, "utf-8")
    found = rota("check", "--file", mine, "--since", BASE, "--format", "json", "--repo", stage.root)
    assert '"code": "COVER01"' in found.out
    assert '"excuse": "before"' not in found.out
    stage.commit("a3", at(9))
    stage.git("tag", "--force", BASE)
    found = rota("check", "--file", mine, "--since", BASE, "--format", "json", "--repo", stage.root)
    assert '"excuse": "before"' in found.out


# ---- what is trusted ---------------------------------------------------------------------------------------


def test_a_tag_that_is_called_like_the_branch(stage: Stage) -> None:
    # Whoever may push a tag would choose what they are held against: git takes a tag before a remote branch.
    stage.git("update-ref", "refs/remotes/origin/main", BASE)
    edit(stage.root, "centre.toml", 'leader = "a3"', 'leader = "a2"')
    stage.commit("a2", at(9))
    assert stage.check(since="origin/main", verify=False).code == 0
    stage.git("tag", "origin/main")
    ran = stage.check(since="origin/main", verify=False)
    assert ran.code == 2
    assert "origin/main is ambiguous" in ran.err
    assert stage.check(since="refs/remotes/origin/main", verify=False).code == 0


def test_a_commit_that_is_replaced_by_a_signed_one(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    unsigned = stage.commit("a4", at(12), signed=False)
    stage.git("reset", "--soft", "HEAD~1")
    signed = stage.commit(DEPUTY, at(12))
    stage.git("reset", "--hard", "--quiet", unsigned)
    stage.git("replace", unsigned, signed)
    assert [found.code for found in stage.check().must] == ["AUDIT10"]


def test_a_signature_that_is_moved_to_another_commit(stage: Stage, tmp_path: Path) -> None:
    stage.agreed()
    stage.approve()
    signed = stage.git("cat-file", "commit", stage.commit(DEPUTY, at(12)))
    forged = tmp_path / "forged"
    forged.write_text(signed.replace("author a1", "author a9") + "\n", "utf-8")
    name = stage.git("hash-object", "-t", "commit", "-w", str(forged))
    stage.git("reset", "--hard", "--quiet", name)
    assert stage.check().must == [
        Found(
            "AUDIT10",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml: commit {name[:10]} carries a signature that does not fit it",
        )
    ]


def test_copies_of_a_folder_are_not_what_is_looked_at(stage: Stage) -> None:
    """A rota repository may lie in a folder of another, and in a further working tree of it."""
    inner = stage.root / "hr" / "rotas"
    inner.mkdir(parents=True)
    for path in sorted(stage.root.iterdir()):
        if path.name not in {".git", "hr"}:
            shutil.move(path, inner / path.name)
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)
    deep = Stage(inner, stage.keys)
    deep.swapped()
    stage.git("worktree", "add", "--quiet", "--detach", "beside")
    for root in (inner, stage.root / "beside" / "hr" / "rotas"):
        verdict = Stage(root, stage.keys).check()
        assert (verdict.code, verdict.title) == (0, "the change since base, 3 new events (3 verified)")
    repo = Repository.open(inner)
    assert len(repo.change_chains) == 1
