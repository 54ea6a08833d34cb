"""Twelve ways to get past the referee, each acted out in a real repository with real keys, and refused by name.

Beside each stands what an honest person does in its place, which passes.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Step
from rota.files import matters
from rota.files.repository import Repository
from rota.work.amend import evidence
from tests.attacks.stage import BASE, STRANGER, Found, Stage, Verdict, listed
from tests.audit_helpers import SWAP, at, edit, forge, then
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH

OTHER = "changes/swap00000002"


def refused(verdict: Verdict, *expected: Found) -> None:
    """The check exits with 1, and says just that."""
    assert (verdict.code, sorted(verdict.must)) == (1, sorted(expected)), verdict.err


def passes(verdict: Verdict, title: str) -> None:
    assert (verdict.code, verdict.must, verdict.title) == (0, [], title), verdict


def test_the_honest_swap_passes(stage: Stage) -> None:
    stage.swapped()
    passes(stage.check(), "the change since base, 3 new events (3 verified)")
    passes(stage.check(verify=False), "the change since base, 3 new events")


# ---- 1 self-approval ---------------------------------------------------------------------------------------


def test_self_approval(stage: Stage) -> None:
    stage.agreed()
    stage.approve(by="a4")
    stage.commit("a4", at(12))
    refused(
        stage.check(),
        Found(
            "AUDIT02",
            f"{SWAP}/3.toml",
            f"{SWAP} of a4, a5: approved by a4 on Thu 12 Nov 2026, who may not; that was for a1 or a3",
        ),
        Found(
            "AUDIT03",
            f"{SWAP}/3.toml",
            f"{SWAP}: approved by a4 on Thu 12 Nov 2026, whose own matter it is",
        ),
    )


def leave(stage: Stage, ref: str, agent: str, step: Step, by: str, when: str) -> None:
    """An event about a week in February, of which there is no rota yet."""
    days = {"agent": agent, "from_": date(2027, 2, 15), "until": date(2027, 2, 19)}
    event = LeaveEvent(event=step, by=by, at=when, **days)
    if step is Step.REQUESTED:
        matters.begin_at(stage.root, ref, event)
    else:
        then(stage.root, ref, event)


def test_self_approval_of_leave_in_a_month_that_has_no_rota_yet(stage: Stage) -> None:
    # No rule about published rotas sees this one.
    leave(stage, "leave/own000000001", LEADER, Step.REQUESTED, LEADER, at(10))
    leave(stage, "leave/own000000001", LEADER, Step.APPROVED, LEADER, at(11))
    stage.commit(LEADER)
    refused(
        stage.check(),
        Found(
            "AUDIT17",
            "leave/own000000001/2.toml",
            "leave/own000000001: approved by a3 on Wed 11 Nov 2026, whose own matter it is",
        ),
    )


def test_leave_of_the_leader_that_the_deputy_approves_passes(stage: Stage) -> None:
    leave(stage, "leave/own000000001", LEADER, Step.REQUESTED, LEADER, at(10))
    stage.commit(LEADER)
    leave(stage, "leave/own000000001", LEADER, Step.APPROVED, DEPUTY, at(11))
    stage.commit(DEPUTY)
    passes(stage.check(), "the change since base, 2 new events (2 verified)")


# ---- 2 spoofed author --------------------------------------------------------------------------------------


def test_spoofed_author(stage: Stage) -> None:
    stage.agreed()
    stage.approve(by=LEADER)
    commit = stage.commit("a4", at(12), name=LEADER)
    assert stage.git("log", "-1", "--format=%an %ae %cn") == "a3 a3@example.org a3"
    refused(
        stage.check(),
        Found("AUDIT12", f"{SWAP}/3.toml", f"{SWAP}/3.toml: commit {commit[:10]} is signed by a4, not by a3"),
    )


def test_an_approval_that_is_not_signed_at_all(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    commit = stage.commit(DEPUTY, at(12), signed=False)
    verdict = stage.check()
    refused(
        verdict,
        Found(
            "AUDIT10", f"{SWAP}/3.toml", f"{SWAP}/3.toml: commit {commit[:10]} is not signed with an SSH key"
        ),
    )
    assert verdict.title == "the change since base, 3 new events (2 verified, 1 unsigned)"


def test_what_a_leader_enters_for_somebody_and_says_so_passes(stage: Stage) -> None:
    stage.ask()
    stage.commit("a4", at(10))
    stage.entered()
    stage.commit(LEADER, at(11))
    stage.approve()
    stage.commit(DEPUTY, at(12))
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 3 unlisted key ----------------------------------------------------------------------------------------


def test_unlisted_key(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    commit = stage.commit(STRANGER, at(12), name=DEPUTY)
    key = stage.git(
        "-c", f"gpg.ssh.allowedSignersFile={stage.root}/allowed_signers", "log", "-1", "--format=%GK"
    )
    verdict = stage.check()
    refused(
        verdict,
        Found(
            "AUDIT11",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml: commit {commit[:10]} is signed with the key {key}, which allowed_signers at base does "
            "not list",
        ),
    )
    assert verdict.title == "the change since base, 3 new events (2 verified, 1 unlisted)"


def test_a_key_that_the_change_itself_lists(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    own = (stage.keys / f"{STRANGER}.pub").read_text("utf-8")
    (stage.root / "allowed_signers").write_text(
        f'{listed(stage.keys, DEPUTY)}a1 namespaces="git" {own}', "utf-8"
    )
    stage.commit(STRANGER, at(12))
    verdict = stage.check()
    assert (verdict.code, [found.code for found in verdict.must]) == (1, ["AUDIT11"])
    assert (
        "AUDIT16",
        "allowed_signers",
        "allowed_signers is another than at base: whose key is whose changes with this change",
    ) in verdict.should


# ---- 4 leaver's key ----------------------------------------------------------------------------------------


def moved_on(stage: Stage) -> None:
    """What was done so far becomes what was there before."""
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)


def test_a_leavers_key_that_is_listed_until_then(stage: Stage) -> None:
    text = listed(stage.keys, a1=',valid-before="20261105"')
    (stage.root / "allowed_signers").write_text(text, "utf-8")
    moved_on(stage)
    stage.agreed()
    stage.approve()
    commit = stage.commit(DEPUTY, at(12))
    refused(
        stage.check(),
        Found(
            "AUDIT13",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml: commit {commit[:10]} of 2026-11-12 is signed with a key of a1 that was not valid then, or "
            "is not now",
        ),
    )


def test_a_leavers_key_on_a_commit_that_is_dated_back(stage: Stage) -> None:
    # The time of a commit is what its committer says, and git verifies the key as of that time.
    text = listed(stage.keys, a1=',valid-before="20261105"')
    (stage.root / "allowed_signers").write_text(text, "utf-8")
    moved_on(stage)
    stage.agreed()
    stage.approve()
    commit = stage.commit(DEPUTY, at(3))
    allowed = f"gpg.ssh.allowedSignersFile={stage.root}/allowed_signers"
    assert stage.git("-c", allowed, "log", "-1", "--format=%G? %GS") == "G a1"
    refused(
        stage.check(),
        Found(
            "AUDIT13",
            f"{SWAP}/3.toml",
            f"{SWAP}/3.toml: commit {commit[:10]} of 2026-11-03 is signed with a key of a1 that was not valid then, or "
            "is not now",
        ),
    )


def test_a_leaver_whose_key_is_listed_still(stage: Stage) -> None:
    edit(stage.root, "people.toml", 'id = "a1"\n', 'id = "a1"\nuntil = 2026-11-13\n')
    moved_on(stage)
    stage.agreed()
    stage.approve()
    stage.commit(DEPUTY, at(12))
    refused(
        stage.check(),
        Found("AUDIT13", f"{SWAP}/3.toml", f"{SWAP}/3.toml: a1, who signed it, worked here until 2026-11-13"),
    )


def test_a_key_that_is_valid_for_a_while_yet_passes(stage: Stage) -> None:
    text = listed(stage.keys, a1=',valid-after="20260101",valid-before="20270101"')
    (stage.root / "allowed_signers").write_text(text, "utf-8")
    edit(stage.root, "people.toml", 'id = "a1"\n', 'id = "a1"\nuntil = 2027-01-31\n')
    moved_on(stage)
    stage.swapped()
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 5 leader added in the same change ---------------------------------------------------------------------


@pytest.mark.parametrize("verify", [True, False])
def test_a_leader_who_is_added_in_the_same_change(stage: Stage, verify: bool) -> None:
    edit(stage.root, "centre.toml", 'deputy = [{ id = "a1" }]', 'deputy = [{ id = "a1" }, { id = "a2" }]')
    stage.commit("a2", at(9))
    stage.agreed()
    stage.approve(by="a2")
    stage.commit("a2", at(12))
    verdict = stage.check(verify=verify)
    refused(
        verdict,
        Found(
            "AUDIT02",
            f"{SWAP}/3.toml",
            f"{SWAP} of a4, a5: approved by a2 on Thu 12 Nov 2026, who may not; that was for a1 or a3",
        ),
    )
    assert [found for found in verdict.should if found.code == "AUDIT16"] == [
        Found(
            "AUDIT16",
            "centre.toml",
            "who leads front or deputises there is not who it was at base; it counts from the next change on",
        )
    ]


def test_a_leader_who_was_added_before_may(stage: Stage) -> None:
    edit(stage.root, "centre.toml", 'deputy = [{ id = "a1" }]', 'deputy = [{ id = "a1" }, { id = "a2" }]')
    moved_on(stage)
    stage.agreed()
    stage.approve(by="a2")
    stage.commit("a2", at(12))
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 6 replayed approval -----------------------------------------------------------------------------------


def voided(stage: Stage) -> None:
    """A swap that was approved, and voided again: it is all in the past."""
    stage.swapped()
    then(stage.root, SWAP, ChangeEvent(event=Step.VOIDED, kind=ChangeKind.SWAP, by=LEADER, at=at(13)))
    stage.commit(LEADER, at(13))
    stage.git("tag", "--force", BASE)


def copy_of(root: Path, *numbers: int, ref: str = OTHER) -> None:
    (root / ref).mkdir(exist_ok=True)
    for number in numbers:
        shutil.copyfile(root / SWAP / f"{number}.toml", root / ref / f"{number}.toml")


def test_a_replayed_approval(stage: Stage) -> None:
    # Each event holds the digest of the one before, but none the name of its matter: the copy is whole.
    voided(stage)
    copy_of(stage.root, 1, 2, 3)
    commit = stage.commit("a4", at(14))
    said = {1: "requested by a4", 2: "accepted by a5", 3: "approved by a1"}
    copies = [
        Found(
            "AUDIT15",
            f"{OTHER}/{number}.toml",
            f"{OTHER}/{number}.toml is a copy of {SWAP}/{number}.toml, word for word: {what} at {at(9 + number)} was "
            "said once, about something else",
        )
        for number, what in said.items()
    ]
    refused(stage.check(verify=False), *copies)
    refused(
        stage.check(),
        *copies,
        *(
            Found(
                "AUDIT14",
                f"{OTHER}/{number}.toml",
                f"{OTHER}/{number}.toml: commit {commit[:10]} holds events of a1 and a4 and a5, and a4 signed it, not {who}",
            )
            for number, who in ((2, "a5"), (3, "a1"))
        ),
    )


def test_an_approval_that_is_put_into_another_matter(stage: Stage) -> None:
    voided(stage)
    stage.ask(OTHER, expires=date(2026, 12, 1))
    stage.commit("a4")
    stage.accept(OTHER)
    stage.commit("a5")
    copy_of(stage.root, 3)
    stage.commit("a4")
    verdict = stage.check()
    assert (verdict.code, [found for found in verdict.must if found.code == "DATA20"]) == (
        2,
        [
            Found(
                "DATA20",
                f"{OTHER}/3.toml",
                f"{OTHER}: event 2 is not what event 3 was written upon",
            )
        ],
    )


def test_a_swap_that_is_agreed_anew_after_it_was_voided_passes(stage: Stage) -> None:
    voided(stage)
    stage.ask(OTHER, expires=date(2026, 12, 1))
    stage.commit("a4")
    stage.accept(OTHER, claim="stated")
    stage.commit("a5")
    stage.approve(OTHER, by=LEADER)
    stage.commit(LEADER)
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 7 request edited after approval -----------------------------------------------------------------------


def test_a_request_that_is_edited_after_its_approval(stage: Stage) -> None:
    stage.swapped()
    edit(stage.root, f"{SWAP}/1.toml", 'after = "late reception"', 'after = "off"')
    stage.commit("a4", at(13))
    verdict = stage.check()
    assert verdict.code == 2
    assert (
        Found("DATA20", f"{SWAP}/2.toml", f"{SWAP}: event 1 is not what event 2 was written upon")
        in verdict.must
    )


def test_a_request_that_is_edited_with_all_that_stands_on_it(stage: Stage) -> None:
    stage.swapped()
    for number in (1, 3):
        forge(stage.root, f"{SWAP}/{number}.toml", 'after = "late reception"', 'after = "off"')
    commit = stage.commit("a4", at(13))
    expected = [
        Found(
            "AUDIT08",
            f"{SWAP}/{number}.toml",
            f"{SWAP}/{number}.toml was recorded, and then commit {commit[:10]} rewrote it: an event is never edited or "
            "removed",
        )
        for number in (1, 2, 3)
    ]
    refused(stage.check("--select", "AUDIT", verify=False), *expected)
    refused(
        stage.check("--select", "AUDIT"),
        *expected,
        *(
            Found(
                "AUDIT14",
                f"{SWAP}/{number}.toml",
                f"{SWAP}/{number}.toml: commit {commit[:10]} holds events of a1 and a4 and a5, and a4 signed it, not {who}",
            )
            for number, who in ((2, "a5"), (3, "a1"))
        ),
    )


def test_an_event_of_before_that_is_edited(stage: Stage) -> None:
    stage.swapped()
    stage.git("tag", "--force", BASE)
    for number in (1, 3):
        forge(stage.root, f"{SWAP}/{number}.toml", 'after = "late reception"', 'after = "off"')
    stage.commit("a4", at(13))
    refused(
        stage.check("--select", "AUDIT"),
        *(
            Found(
                "AUDIT08",
                f"{SWAP}/{number}.toml",
                f"{SWAP}/{number}.toml is not what it was at base: an event is never edited or removed",
            )
            for number in (1, 2, 3)
        ),
    )


def test_a_request_that_is_withdrawn_in_the_open_passes(stage: Stage) -> None:
    stage.ask()
    stage.commit("a4", at(10))
    then(stage.root, SWAP, ChangeEvent(event=Step.WITHDRAWN, kind=ChangeKind.SWAP, by="a4", at=at(11)))
    stage.commit("a4", at(11))
    passes(stage.check(), "the change since base, 2 new events (2 verified)")


# ---- 8 approval meant for another rota ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (
            {f"{GROUP}/2026-11": "0" * 64},
            "without saying which rota of town-hall/2026-12 it was judged against",
        ),
        (
            {f"branch/{MONTH}": "0" * 64},
            "without saying which rota of town-hall/2026-12 it was judged against",
        ),
        ({f"{GROUP}/{MONTH}": "0" * 64}, "on another rota of town-hall/2026-12 than was published"),
    ],
)
def test_an_approval_meant_for_another_rota(stage: Stage, base: dict[str, str], why: str) -> None:
    stage.agreed()
    stage.approve(base=base)
    stage.commit(DEPUTY, at(12))
    refused(
        stage.check("--select", "AUDIT"),
        Found("AUDIT06", f"{SWAP}/3.toml", f"{SWAP}: approved by a1 on Thu 12 Nov 2026, {why}"),
    )


# ---- 9 squashed history ------------------------------------------------------------------------------------


def test_squashed_history(stage: Stage) -> None:
    stage.swapped()
    stage.git("reset", "--soft", BASE)
    commit = stage.commit(DEPUTY, at(13))
    verdict = stage.check()
    refused(
        verdict,
        *(
            Found(
                "AUDIT14",
                f"{SWAP}/{number}.toml",
                f"{SWAP}/{number}.toml: commit {commit[:10]} holds events of a1 and a4 and a5, and a1 signed it, not {who}",
            )
            for number, who in ((1, "a4"), (2, "a5"))
        ),
    )
    assert verdict.title == "the change since base, 3 new events (1 verified, 2 signed by somebody else)"


def test_the_same_history_merged_passes(stage: Stage) -> None:
    stage.git("switch", "--quiet", "--create", "change")
    stage.swapped()
    stage.git("switch", "--quiet", "main")
    stage.merge("change")
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 10 forced history -------------------------------------------------------------------------------------


def test_forced_history(stage: Stage) -> None:
    first = stage.git("rev-parse", "HEAD")
    stage.swapped()
    stage.git("tag", "--force", BASE)
    old = stage.git("rev-parse", "HEAD")
    stage.git("reset", "--hard", "--quiet", first)
    stage.ask()
    commit = stage.commit("a4", at(12))
    refused(
        stage.check(verify=False),
        Found(
            "AUDIT09",
            "centre.toml",
            f"what is checked out ({commit[:10]}) does not build on base ({old[:10]}): either base has gone on, or "
            "history was rewritten",
        ),
        *(
            Found(
                "AUDIT08",
                f"{SWAP}/{number}.toml",
                f"{SWAP}/{number}.toml is gone at base: an event is never edited or removed",
            )
            for number in (2, 3)
        ),
    )


def test_a_branch_that_is_behind_passes_once_it_is_brought_up_to_date(stage: Stage) -> None:
    stage.git("switch", "--quiet", "--create", "change")
    stage.swapped()
    stage.git("switch", "--quiet", "main")
    leave(stage, "leave/own000000001", "a2", Step.REQUESTED, "a2", at(10))
    stage.commit("a2", at(11))
    stage.git("tag", "--force", BASE)
    stage.git("switch", "--quiet", "change")
    verdict = stage.check()
    assert (verdict.code, sorted(found.code for found in verdict.must)) == (1, ["AUDIT08", "AUDIT09"])
    stage.merge("main")
    passes(stage.check(), "the change since base, 3 new events (3 verified)")


# ---- 11 case-variant ids -----------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["A3", "\u04303", "a3\u200b"])
def test_an_id_that_looks_like_the_leaders(stage: Stage, id: str) -> None:
    stage.agreed()
    stage.approve(by=LEADER)
    edit(stage.root, f"{SWAP}/3.toml", 'by = "a3"', f'by = "{id}"')
    stage.commit("a4", at(12))
    verdict = stage.check()
    assert verdict.code == 2
    assert [(found.code, found.file) for found in verdict.must if found.code.startswith("DATA")] == [
        ("DATA08", f"{SWAP}/3.toml")
    ]


@pytest.mark.parametrize("name", ["SWAP00000001", "Swap00000001", "\u0455wap00000001"])
def test_a_folder_that_looks_like_another_matter(stage: Stage, name: str) -> None:
    voided(stage)
    copy_of(stage.root, 1, 2, 3, ref=f"changes/{name}")
    stage.commit("a4")
    verdict = stage.check()
    assert verdict.code == 2
    assert (
        Found(
            "DATA22",
            f"changes/{name}/1.toml",
            f'changes/{name}: "{name}" is no id of a matter; those are lower-case letters, digits and hyphens',
        )
        in verdict.must
    )


def test_a_key_that_is_listed_for_an_id_that_looks_like_the_leaders(stage: Stage) -> None:
    text = (stage.root / "allowed_signers").read_text("utf-8")
    (stage.root / "allowed_signers").write_text(text.replace("a3 ", "A3 "), "utf-8")
    moved_on(stage)
    stage.swapped()
    verdict = stage.check()
    assert verdict.code == 2
    assert 'allowed_signers:3:1: "A3" is no id of an agent' in verdict.err


# ---- 12 two approvals of one cell --------------------------------------------------------------------------


def approved_by_hand(stage: Stage, ref: str, by: str, fields: dict[str, object]) -> None:
    stage.ask(ref, **fields)
    stage.commit("a4", at(10))
    stage.accept(ref)
    stage.commit("a5", at(11))
    repo = Repository.open(stage.root)
    cells = next(chain for chain in repo.change_chains if chain.ref == ref).events[0].cell
    event = ChangeEvent(
        event=Step.APPROVED, kind=ChangeKind.SWAP, by=by, at=at(12), cell=cells, **evidence(repo, cells)
    )
    then(stage.root, ref, event)
    stage.commit(by, at(12))


def test_two_approvals_of_one_cell(stage: Stage) -> None:
    # Each is in order by itself, on a branch of its own; a merge brings them together.
    stage.git("switch", "--quiet", "--create", "one")
    approved_by_hand(stage, SWAP, DEPUTY, {})
    stage.git("switch", "--quiet", "--create", "other", BASE)
    approved_by_hand(stage, OTHER, LEADER, {"expires": date(2026, 12, 1)})
    stage.merge("one")
    refused(
        stage.check("--select", "AUDIT"),
        Found(
            "AUDIT04",
            f"{SWAP}/3.toml",
            f"{SWAP}/3 and {OTHER}/3 both change a4 on Tue 8 Dec, which was early reception; neither applies",
        ),
    )
