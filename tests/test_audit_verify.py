"""The record held against itself and its anchors: each tampering is seen, and what nothing protects is said."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.toml import read_toml
from rota.work.amend import changes_to, evidence
from rota.work.audit.verify import verify
from tests.audit_helpers import ABSENCE, DAY, SWAP, absence, anchors, at, edit, forge, now, swap, then
from tests.cli_helpers import rota
from tests.living_world import GROUP, LEADER, MONTH, published

BASE = f"rotas/{GROUP}/{MONTH}.toml"
MORNING, EVENING, NEXT_DAY = (
    "2026-11-14T09:00:00+00:00",
    "2026-11-14T18:00:00+00:00",
    "2026-11-15T09:00:00+00:00",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published December with a swap and an absence; nothing is anchored."""
    folder = published(tmp_path_factory.mktemp("whole"))
    swap(folder)
    absence(folder)
    return folder


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    return shutil.copytree(whole, tmp_path / "tiny")


def run(root: Path, *args: str, at: str = NEXT_DAY):
    return rota("audit", *args, "--repo", root, **now(at))


def anchored(root: Path, moment: str = MORNING) -> str:
    """Anchor everything and return the digest that HR keeps."""
    ran = run(root, "anchor", "--as", LEADER, at=moment)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def tell(root: Path) -> None:
    """One event more, after the anchor."""
    event = PublicationEvent(event=Step.TOLD, by=LEADER, at=EVENING, rota="0" * 64, notice=16)
    then(root, f"rotas/{GROUP}/{MONTH}", event)


def test_a_whole_record_says_so_and_what_is_not_protected(root: Path) -> None:
    ran = run(root, "verify")
    assert (ran.code, ran.out) == (
        0,
        "12 events of 7 matters, 1 published rota, 0 anchors: whole, as far as can be told.\n"
        "Not protected: there is no anchor, so nothing would show if the newest events, or a whole matter, were "
        "removed or rewritten. Anchor the record: rota audit anchor\n",
    )


def test_an_anchor_lists_every_event_and_base_once_and_the_next_only_what_is_new(root: Path) -> None:
    first = anchored(root)
    tell(root)
    second = anchored(root, NEXT_DAY)
    one, two = anchors(root)
    assert len(one.files) == 13
    assert {BASE, f"{SWAP}/3.toml", f"{ABSENCE}/1.toml"} <= set(one.files)
    assert list(two.files) == [f"rotas/{GROUP}/{MONTH}/2.toml"]
    assert two.previous == first != second
    text = (root / "anchors" / "1.toml").read_text("utf-8")
    assert sum(line.startswith('"') for line in text.splitlines()) == 13
    ran = run(root, "verify", "--anchor", first)
    assert (ran.code, ran.out) == (
        0,
        "13 events of 7 matters, 1 published rota, 2 anchors: whole, as far as can be told.\n"
        f"Asked for: Anchor 1 of 2026-11-14 by a3, digest {first}.\n"
        f"Anchor 2 of 2026-11-15 by a3, digest {second}.\n"
        "Every event and published rota is anchored; keep the digest of the newest anchor outside this folder.\n",
    )


def test_where_nothing_is_new_the_last_anchor_stands(root: Path) -> None:
    first = anchored(root)
    ran = run(root, "anchor", "--as", LEADER)
    assert (ran.code, ran.out.strip()) == (0, first)
    assert "Nothing was recorded since anchors/1.toml" in ran.err
    assert len(anchors(root)) == 1


def test_events_after_the_last_anchor_are_said_to_be_unprotected(root: Path) -> None:
    kept = anchored(root)
    tell(root)
    ran = run(root, "verify", "--anchor", kept)
    assert ran.code == 0
    assert "Not protected: 1 event since the last anchor" in ran.out
    # And so it is: nothing shows that it is gone.
    (root / f"rotas/{GROUP}/{MONTH}/2.toml").unlink()
    assert run(root, "verify", "--anchor", kept).code == 0


def swapped_events(root: Path) -> None:
    folder = root / SWAP
    (folder / "2.toml").rename(folder / "x")
    (folder / "3.toml").rename(folder / "2.toml")
    (folder / "x").rename(folder / "3.toml")


def inserted(root: Path) -> None:
    folder = root / SWAP
    (folder / "3.toml").rename(folder / "4.toml")
    shutil.copyfile(folder / "2.toml", folder / "3.toml")


def refitted(root: Path) -> None:
    was = digest(read_toml(root, BASE).data)
    edit(root, BASE, "early reception", "late reception")
    edit(root, f"rotas/{GROUP}/{MONTH}/1.toml", was, digest(read_toml(root, BASE).data))


def without_ground(root: Path) -> None:
    repo = Repository.open(root)
    cells = changes_to(repo, {("a4", DAY): repo.bases(GROUP)[MONTH].cells["a4"][DAY]})
    said = {"kind": ChangeKind.REPLAN, "by": LEADER, "at": at(13), "cell": cells, **evidence(repo, cells)}
    matters.begin_at(root, "changes/swap00000002", ChangeEvent(event=Step.RECORDED, **said))
    shutil.rmtree(root / SWAP)


SEEN_AT_ONCE: dict[str, tuple[Callable[[Path], None], str]] = {
    "an event in the middle edited": (
        lambda root: edit(root, f"{SWAP}/2.toml", '"phone"', '"paper"'),
        f"{SWAP}: event 2 is not what event 3 was written upon",
    ),
    "an event in the middle removed": (
        lambda root: (root / SWAP / "2.toml").unlink(),
        f"{SWAP} has 2 events, but no 2.toml",
    ),
    "the first event removed": (
        lambda root: (root / SWAP / "1.toml").unlink(),
        f"{SWAP} has 2 events, but no 1.toml",
    ),
    "an event put in between": (inserted, f"{SWAP}: event 2 is not what event 3 was written upon"),
    "two events in another order": (swapped_events, f"{SWAP}: event 3 is"),
    "the base edited": (
        lambda root: edit(root, BASE, "early reception", "late reception"),
        "the base of town-hall 2026-12 is not the one that was published",
    ),
    "the base removed": (
        lambda root: (root / BASE).unlink(),
        "town-hall 2026-12 was published, and its base is gone",
    ),
    "the base edited and its record made to fit": (
        refitted,
        f"{SWAP}/3 was decided about another base of town-hall/2026-12 than stands there now",
    ),
    "what a change stands on removed": (
        without_ground,
        "changes/swap00000002/1 has no effect, a4 on 2026-12-08: what it stands on does not apply",
    ),
    "an event that is no TOML any more": (
        lambda root: (root / ABSENCE / "1.toml").write_text("by = ", "utf-8"),
        "not TOML",
    ),
}


@pytest.mark.parametrize("name", SEEN_AT_ONCE)
def test_tampering_that_shows_without_any_anchor(root: Path, name: str) -> None:
    tamper, message = SEEN_AT_ONCE[name]
    tamper(root)
    ran = run(root, "verify")
    assert ran.code == 1
    assert message in ran.out
    assert "not whole" in ran.out


SEEN_BY_ANCHOR: dict[str, tuple[Callable[[Path], None], str]] = {
    "the last event edited": (
        lambda root: edit(root, f"{SWAP}/3.toml", 'by = "a1"', 'by = "a3"'),
        f"{SWAP}/3.toml was edited; it is not what anchor 1 lists",
    ),
    "the last event removed": (
        lambda root: (root / SWAP / "3.toml").unlink(),
        f"{SWAP}/3.toml is gone; anchor 1 lists it",
    ),
    "a whole matter removed": (
        lambda root: shutil.rmtree(root / ABSENCE),
        f"{ABSENCE}/1.toml is gone; anchor 1 lists it",
    ),
    "an event edited and all after it made to fit": (
        lambda root: forge(root, f"{SWAP}/1.toml", '"stated"', '"login"'),
        f"{SWAP}/2.toml was edited; it is not what anchor 1 lists",
    ),
    "a matter put in with an older date": (
        lambda root: shutil.copytree(root / SWAP, root / "changes" / "forged000001"),
        "changes/forged000001/1.toml and changes/forged000001/2.toml and changes/forged000001/3.toml should be older "
        "than the last anchor, which does not list it",
    ),
    "the base and its record removed": (
        lambda root: shutil.rmtree(root / "rotas"),
        f"{BASE} is gone; anchor 1 lists it",
    ),
}


@pytest.mark.parametrize("name", SEEN_BY_ANCHOR)
def test_tampering_that_only_an_anchor_shows(root: Path, name: str) -> None:
    tamper, message = SEEN_BY_ANCHOR[name]
    kept = anchored(root)
    assert run(root, "verify", "--anchor", kept).code == 0
    tamper(root)
    ran = run(root, "verify", "--anchor", kept)
    assert ran.code == 1
    assert message in ran.out
    # Where HR keeps a digest the anchors need not be trusted; where it does not, they still tell.
    assert run(root, "verify").code == 1


def test_a_truncated_record_with_its_anchor_shows_only_by_the_digest_kept_elsewhere(root: Path) -> None:
    kept = anchored(root)
    shutil.rmtree(root / "anchors")
    shutil.rmtree(root / ABSENCE)
    assert run(root, "verify").code == 0
    ran = run(root, "verify", "--anchor", kept)
    assert ran.code == 1
    assert f"no anchor has the digest {kept[:16]}...: it was removed or rewritten" in ran.out


def test_an_anchor_written_anew_is_not_the_one_whose_digest_was_kept(root: Path) -> None:
    kept = anchored(root)
    shutil.rmtree(root / "anchors")
    (root / SWAP / "3.toml").unlink()
    anchored(root, EVENING)
    assert run(root, "verify").code == 0
    assert run(root, "verify", "--anchor", kept).code == 1


def test_an_anchor_in_the_middle_removed_breaks_their_chain(root: Path) -> None:
    anchored(root)
    tell(root)
    anchored(root, NEXT_DAY)
    (root / "anchors" / "1.toml").unlink()
    ran = run(root, "verify")
    assert ran.code == 1
    assert "anchors has 1 events, but no 1.toml" in ran.out


def test_what_came_late_from_another_copy_is_anchored_once_somebody_has_looked(root: Path) -> None:
    anchored(root)
    shutil.copytree(root / ABSENCE, root / "absence" / "absence00002")
    refused = run(root, "anchor", "--as", LEADER)
    assert refused.code == 1
    assert "absence/absence00002/1.toml should be older than the last anchor" in refused.err
    assert "rota audit anchor --late" in refused.err
    assert run(root, "anchor", "--late", "--as", LEADER).code == 0
    assert run(root, "verify").code == 0


def test_a_record_that_is_not_whole_is_not_anchored(root: Path) -> None:
    edit(root, f"{SWAP}/2.toml", '"phone"', '"paper"')
    ran = run(root, "anchor", "--as", LEADER)
    assert ran.code == 2  # the repository itself cannot be opened
    edit(root, f"{SWAP}/2.toml", '"paper"', '"phone"')
    edit(root, BASE, "early reception", "late reception")
    ran = run(root, "anchor", "--as", LEADER, "--late")
    assert ran.code == 1
    assert "the record is not whole, so it was not anchored" in ran.err
    assert not (root / "anchors").exists()


def test_only_hr_and_leaders_anchor(root: Path) -> None:
    ran = run(root, "anchor", "--as", "a5")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "rota: a5 may not anchor the record; that is for HR and leaders: hr-1, a3, a1\n"


def test_a_digest_that_is_none_is_refused(root: Path) -> None:
    ran = run(root, "verify", "--anchor", "the-one-i-wrote-down")
    assert ran.code == 2
    assert '"the-one-i-wrote-down" is no digest of an anchor' in ran.err


def test_the_first_digits_of_a_digest_will_do(root: Path) -> None:
    kept = anchored(root)
    found = verify(root, f" {kept[:16].upper()} ")
    assert (found.findings, found.asked) == ((), 1)


def test_faults_of_other_files_are_no_tampering_and_are_told(root: Path) -> None:
    edit(root, "people.toml", "[[agent]]", "[[agnet]]")
    ran = run(root, "verify")
    assert ran.code == 0
    assert "Other files have" in ran.out


def test_a_merge_that_brings_two_changes_of_one_cell_is_not_tampering(root: Path) -> None:
    shutil.copytree(root / SWAP, root / "changes" / "swap00000002")
    assert run(root, "verify").code == 0


def test_comments_and_line_ends_change_nothing_that_is_anchored(root: Path) -> None:
    kept = anchored(root)
    for file in (BASE, f"{SWAP}/3.toml", "anchors/1.toml"):
        text = (root / file).read_text("utf-8")
        (root / file).write_bytes(("# seen by HR\n" + text).replace("\n", "\r\n").encode())
    assert run(root, "verify", "--anchor", kept).code == 0
