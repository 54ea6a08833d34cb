"""The rules of audit and notice on a real folder: each fault is found at the line of the event that shows it."""

from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from rota.work.situation import check_rota, facts_of
from tests.audit_helpers import ABSENCE, DAY, SWAP, absence, at, changed, edit, findings, forge, swap, then
from tests.cli_helpers import rota
from tests.living_world import GROUP, LEADER, MONTH, NOW, published

OTHER = "changes/swap00000002"
BASE = f"rotas/{GROUP}/{MONTH}.toml"
RECORD = f"rotas/{GROUP}/{MONTH}/1.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def line(root: Path, file: str, text: str) -> int:
    """The line on which ``text`` stands for the first time."""
    lines = (root / file).read_text("utf-8").splitlines()
    return next(number for number, found in enumerate(lines, 1) if text in found)


def test_a_month_in_which_all_was_done_as_it_should_has_no_finding(root: Path) -> None:
    swap(root)
    absence(root)
    then(
        root,
        f"rotas/{GROUP}/{MONTH}",
        PublicationEvent(
            event=Step.TOLD, by=LEADER, at="2026-10-19T10:00:00+00:00", rota="0" * 64, notice=42
        ),
    )
    assert findings(root, "AUDIT", "NOTICE") == []


def test_until_staff_are_told_that_is_what_is_said(root: Path) -> None:
    assert findings(root, "AUDIT", "NOTICE") == [
        (
            "NOTICE02",
            "town-hall/2026-12 was published by a3 on Mon 19 Oct 2026, and nobody is recorded to have been told",
            f"{RECORD}:1:1",
        )
    ]


def test_an_edited_base_is_found(root: Path) -> None:
    edit(root, BASE, "early reception", "late reception")
    found = check_rota(Repository.open(root), Repository.open(root).rotas(GROUP)[MONTH]).findings
    (one,) = [finding for finding in found if finding.code == "AUDIT01"]
    assert (
        one.message
        == "the base of town-hall/2026-12 is not the one that was published by a3 on Mon 19 Oct 2026"
    )
    assert str(one.place) == f"{BASE}:1:1"
    assert str(one.second) == f"{RECORD}:{line(root, RECORD, 'rota =')}:1"
    assert not one.in_facts


def test_comments_and_line_ends_are_no_edit(root: Path) -> None:
    text = (root / BASE).read_text("utf-8")
    (root / BASE).write_bytes(("# looked at\n" + text).replace("\n", "\r\n").encode())
    assert findings(root, "AUDIT") == []


def test_a_base_without_a_record_is_unknown_and_does_not_fail(root: Path) -> None:
    (root / RECORD).unlink()
    assert [(code, place) for code, _, place in findings(root, "AUDIT", "NOTICE")] == [
        ("AUDIT01", f"{BASE}:1:1"),
        ("NOTICE01", f"{BASE}:1:1"),
        ("NOTICE02", f"{BASE}:1:1"),
        ("NOTICE04", f"{BASE}:1:1"),
    ]
    assert rota("check", MONTH, "--repo", root).code == 0


def test_an_approval_by_a_colleague_is_found_where_it_says_so(root: Path) -> None:
    swap(root, by="a2")
    assert findings(root, "AUDIT") == [
        (
            "AUDIT02",
            f"{SWAP} of a4, a5: approved by a2 on Thu 12 Nov 2026, who may not; that was for a1 or a3",
            f"{SWAP}/3.toml:{line(root, f'{SWAP}/3.toml', 'by =')}:1",
        )
    ]


def test_a_party_who_approves_is_found(root: Path) -> None:
    swap(root, by="a4")
    assert [(code, message) for code, message, _ in findings(root, "AUDIT03")] == [
        ("AUDIT03", f"{SWAP}: approved by a4 on Thu 12 Nov 2026, whose own matter it is")
    ]


def test_two_changes_of_one_cell_are_named_with_their_mending_and_voiding_one_mends_it(root: Path) -> None:
    # As a merge of two copies brings them together: both were approved upon the base.
    fields = changed(root)
    swap(root)
    matters.begin_at(root, OTHER, ChangeEvent(event=Step.REQUESTED, by="a4", at=at(10), **fields))
    then(root, OTHER, ChangeEvent(event=Step.ACCEPTED, kind=ChangeKind.SWAP, by="a5", at=at(11)))
    then(root, OTHER, ChangeEvent(event=Step.APPROVED, by=LEADER, at=at(12), **fields))
    repo = Repository.open(root)
    (one,) = [f for f in check_rota(repo, repo.rotas(GROUP)[MONTH]).findings if f.code.startswith("AUDIT")]
    assert one.message == (
        f"{SWAP}/3 and {OTHER}/3 both change a4 on Tue 8 Dec, which was early reception; neither applies"
    )
    assert one.fix == "void one of the two: `rota swap void swap00000001`, or `rota swap void swap00000002`"
    assert (str(one.place), str(one.second)) == (
        f"{SWAP}/3.toml:{line(root, f'{SWAP}/3.toml', '[[cell]]')}:1",
        f"{OTHER}/3.toml:1:1",
    )
    then(root, OTHER, ChangeEvent(event=Step.VOIDED, kind=ChangeKind.SWAP, by=LEADER, at=at(13)))
    assert findings(root, "AUDIT") == []


def test_a_change_whose_ground_was_edited_has_no_effect_and_says_so(root: Path) -> None:
    swap_back = changed(root)
    swap(root)
    swap_back["cell"] = tuple(
        cell.model_copy(update={"on": f"{SWAP}/3", "before": cell.after, "after": cell.before})
        for cell in Repository.open(root).change_chains[0].events[2].cell
    )
    matters.begin_at(
        root,
        OTHER,
        ChangeEvent(event=Step.RECORDED, **{**swap_back, "kind": ChangeKind.REPLAN}, by=LEADER, at=at(13)),
    )
    assert findings(root, "AUDIT") == []
    edit(root, f"{SWAP}/3.toml", 'after = "late reception"', 'after = "middle reception"')
    assert [(code, message) for code, message, _ in findings(root, "AUDIT05", "AUDIT07")] == [
        ("AUDIT05", f"{OTHER}/1 has no effect: a4 on Tue 8 Dec was not late reception before it"),
        ("AUDIT07", f"{SWAP}: approved by a1 on Thu 12 Nov 2026, with other cells than were agreed"),
    ]


def test_an_approval_older_than_the_rota_or_of_another_is_found(root: Path) -> None:
    swap(root)
    edit(root, f"{SWAP}/3.toml", at(12), "2026-10-12T09:00:00+00:00")
    assert [message for code, message, _ in findings(root, "AUDIT06")] == [
        f"{SWAP}: approved by a1 on Mon 12 Oct 2026, before town-hall/2026-12 was published by a3 on Mon 19 Oct 2026"
    ]
    judged = Repository.open(root).base_digest(GROUP, MONTH)
    edit(root, f"{SWAP}/3.toml", judged, "0" * 64)
    assert [message for code, message, _ in findings(root, "AUDIT06")] == [
        f"{SWAP}: approved by a1 on Mon 12 Oct 2026, on another rota of town-hall/2026-12 than was published"
    ]


def test_a_word_entered_by_a_colleague_is_no_consent(root: Path) -> None:
    swap(root)
    forge(root, f"{SWAP}/2.toml", 'by = "a3"', 'by = "a6"')
    assert findings(root, "AUDIT") == [
        (
            "AUDIT07",
            f"{SWAP}: the word of a5, accepted by a6 on Wed 11 Nov 2026, was entered by one who may not act for a5",
            f"{SWAP}/2.toml:{line(root, f'{SWAP}/2.toml', 'by =')}:1",
        )
    ]


def test_new_hours_inside_the_window_without_consent_are_found(root: Path) -> None:
    fields = {**changed(root), "kind": ChangeKind.REPAIR}
    matters.begin_at(
        root, OTHER, ChangeEvent(event=Step.RECORDED, by=LEADER, at="2026-12-05T09:00:00+00:00", **fields)
    )
    assert [message for code, message, _ in findings(root, "NOTICE03")] == [
        f"{OTHER}: a4 on Tue 8 Dec from early reception to late reception, recorded by a3 on Sat 5 Dec 2026 alone, "
        "3 days ahead; limit 7 without consent",
        f"{OTHER}: a5 on Tue 8 Dec from late reception to early reception, recorded by a3 on Sat 5 Dec 2026 alone, "
        "3 days ahead; limit 7 without consent",
    ]


def test_drafts_and_plans_have_no_record(root: Path) -> None:
    repo = Repository.open(root)
    repo.write_draft(repo.bases(GROUP)[MONTH])
    draft = check_rota(repo, repo.draft(GROUP, MONTH, 1))
    assert draft.rota.facts.record is None
    assert facts_of(repo, GROUP, MONTH, draft=repo.rotas(GROUP)[MONTH]).record is None
    assert [f for f in draft.findings if f.code.startswith(("AUDIT", "NOTICE"))] == []


def test_an_event_whose_moment_is_none_is_bad_input(root: Path) -> None:
    absence(root)
    edit(root, f"{ABSENCE}/1.toml", at(13), "yesterday")
    ran = rota("check", MONTH, "--repo", root, ROTA_NOW=NOW)
    assert ran.code == 2
    assert f"DATA08  {ABSENCE}/1.toml:8:1" in ran.out
    assert 'at: "yesterday" is no moment' in ran.out
    assert "Next: rota writes them as 2026-11-20T09:00:00+00:00" in ran.out


def test_the_record_holds_what_touches_the_month_and_nothing_else(root: Path) -> None:
    swap(root)
    absence(root)
    repo = Repository.open(root)
    record = check_rota(repo, repo.rotas(GROUP)[MONTH]).rota.facts.record
    assert record is not None
    assert [(matter.ref, matter.changing, matter.deciding) for matter in record.matters] == [
        (SWAP, (3,), (3,)),
        (ABSENCE, (1,), (1,)),
    ]
    assert (record.name, record.base) == ("town-hall/2026-12", repo.base_digest(GROUP, MONTH))
    assert [cell.day for cell in record.cells_of(f"{SWAP}/3")] == [DAY, DAY]
