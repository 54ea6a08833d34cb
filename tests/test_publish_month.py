"""rota publish: what is written, what is refused, cut short in between, and two at once."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rota.domain.publication import LateReason
from rota.files.repository import Repository
from rota.files.write import Taken
from rota.work.publishing import publish as work
from tests.cli_helpers import rota
from tests.living_world import GROUP, MONTH, published
from tests.publish_helpers import DRAFTS, LATE, drafted, events, files, run, write_draft

BASE_FILE = f"rotas/{GROUP}/{MONTH}.toml"
ONE = f"rotas/{GROUP}/{MONTH}/1.toml"
DECIDED = (
    "Note: Leave c02fbb2f6be2 of a2, 2026-12-02 until 2026-12-02, is not decided; see `rota leave list`.\n"
)
JUDGED = "Judged: 0 must, 6 should, 3 wishes refused and 2 more of level wish, 2 unknown: passes.\n"


@pytest.fixture
def repo(tmp_path):
    return drafted(tmp_path)


def test_publishing_writes_the_event_and_the_base(repo):
    before = files(repo)
    ran = run(repo, "publish", MONTH)
    assert (ran.code, ran.out) == (0, "town-hall 2026-12 is published: draft 1, by a3.\n")
    assert ran.err == (
        "It is 45 days before its first day, which meets the target of 42.\n"
        f"{DECIDED}{JUDGED}"
        "Written: rotas/town-hall/2026-12.toml and rotas/town-hall/2026-12/. Commit them.\n"
        "Next: rota tell 2026-12\n"
    )
    after = files(repo)
    assert sorted(set(after) - set(before)) == [BASE_FILE, ONE]
    assert {name: text for name, text in after.items() if name in before} == before


def test_the_base_has_the_cells_of_the_draft_and_says_which_it_was(repo):
    run(repo, "publish", MONTH)
    opened = Repository.open(repo)
    base = opened.bases(GROUP)[MONTH]
    assert base.cells == opened.draft(GROUP, MONTH, 1).cells
    assert base.made["draft"] == 1
    assert (repo / BASE_FILE).read_text().startswith("# Published by rota, and never edited again")


def test_the_event_holds_the_digest_of_the_base_and_who_published_it(repo):
    run(repo, "publish", MONTH)
    (event,) = events(repo)
    opened = Repository.open(repo)
    assert event.rota == opened.base_digest(GROUP, MONTH)
    assert (event.by, event.draft, event.notice, event.reason) == ("a3", 1, 45, None)
    assert opened.publication(GROUP, MONTH).of_base(event.rota) == event
    assert opened.publication(GROUP, MONTH).notice(event.rota) == 45


@pytest.mark.parametrize("by", ["a2", "a6"])
def test_only_leaders_and_deputies_publish(repo, by):
    before = files(repo)
    ran = run(repo, "publish", MONTH, by=by)
    assert (ran.code, ran.err) == (
        1,
        f"rota: {by} may not publish town-hall 2026-12; "
        "that is for the leaders and deputies of town-hall: a3, a1\n",
    )
    assert files(repo) == before


def test_a_deputy_publishes_too(repo):
    assert run(repo, "publish", MONTH, by="a1").code == 0
    assert events(repo)[0].by == "a1"


def test_a_month_is_published_once(repo):
    run(repo, "publish", MONTH)
    before = files(repo)
    ran = run(repo, "publish", MONTH)
    assert (ran.code, ran.err) == (
        1,
        "rota: town-hall 2026-12 is published, and its drafts change nothing any more; change it with "
        "`rota swap`, `rota leave`, `rota absence`, `rota move`, or `rota plan 2026-12 --from DATE`\n",
    )
    assert files(repo) == before


def test_a_broken_must_rule_refuses(repo):
    write_draft(repo, {("a6", "2026-12-01"): "early reception"})
    before = files(repo)
    ran = run(repo, "publish", MONTH)
    assert (ran.code, ran.out) == (1, "")
    assert f"{DRAFTS}/1.toml" in ran.err
    assert "SKILL01" in ran.err
    assert ran.err.endswith(
        "rota: draft 1 of town-hall 2026-12 was not published: it breaks what must hold\n"
    )
    assert files(repo) == before


def test_a_pin_is_no_excuse_for_a_broken_must_rule(repo):
    """A pin is a fact to the planner, but a leader set it and can lift it."""
    assert run(repo, "set", "a6", "2026-12-01", "early reception").code == 1
    ran = run(repo, "publish", MONTH)
    assert ran.code == 1
    assert "SKILL01" in ran.err


def test_a_missing_cell_refuses(repo):
    path = repo / DRAFTS / "1.toml"
    path.write_text(path.read_text().replace('2026-12-02 = "late phones"\n', "", 1))
    ran = run(repo, "publish", MONTH)
    assert ran.code == 1
    assert "has no cell on 2026-12-02" in ran.err
    assert not (repo / BASE_FILE).exists()


def test_what_the_facts_alone_break_is_listed_and_refuses_nothing(repo):
    """Leave was granted to a1 and a4 in weeks in which the cap is one lower now."""
    rules = repo / "rules.toml"
    rules.write_text(rules.read_text().replace("most = 2", "most = 0"))
    ran = run(repo, "publish", MONTH)
    assert ran.code == 0
    assert "Must rules that the facts alone break:\n" in ran.err
    assert "ABS01" in ran.err
    assert (repo / BASE_FILE).is_file()


def test_under_the_floor_a_reason_is_asked_for(repo):
    before = files(repo)
    ran = run(repo, "publish", MONTH, now=LATE)
    assert (ran.code, ran.err) == (
        1,
        "rota: published now, 2026-12 would be known 14 days before its first day, 2026-11-30, and the floor is "
        "28 days; say why it is so late: --reason absence, demand, staffing, system, first-use\n",
    )
    assert files(repo) == before


def test_a_reason_is_recorded(repo):
    ran = run(repo, "publish", MONTH, "--reason", "first-use", now=LATE)
    assert ran.code == 0
    assert "It is 14 days before its first day, 28 short of the target of 42.\n" in ran.err
    assert (events(repo)[0].reason, events(repo)[0].notice) == (LateReason.FIRST_USE, 14)


def test_a_reason_that_is_not_needed_is_not_taken(repo):
    ran = run(repo, "publish", MONTH, "--reason", "demand")
    assert (ran.code, ran.err) == (
        2,
        "rota: --reason is for notice under the floor of 28 days; this is 45, so leave it out\n",
    )


def test_a_month_that_has_begun_can_be_published_with_a_reason(repo):
    ran = run(repo, "publish", MONTH, "--reason", "system", now="2026-12-02T08:00:00+00:00")
    assert "It is 2 days after its first day, 44 short of the target of 42.\n" in ran.err
    assert events(repo)[0].notice == -2


def test_notice_counts_from_the_day_these_cells_were_told(repo):
    run(repo, "tell", MONTH)
    ran = run(repo, "publish", MONTH, now=LATE)
    assert ran.code == 0
    assert "Told on Fri 16 Oct, 45 days before its first day, which meets the target of 42.\n" in ran.err
    told, out = events(repo)
    assert (told.notice, out.notice, out.judged) == (45, 14, told.judged)
    opened = Repository.open(repo)
    assert opened.publication(GROUP, MONTH).notice(opened.base_digest(GROUP, MONTH)) == 45


def test_telling_other_cells_gives_no_notice(repo):
    run(repo, "tell", MONTH)
    run(repo, "set", "a2", "2026-12-01", "middle phones")
    ran = run(repo, "publish", MONTH, now=LATE)
    assert (ran.code, "the floor is 28 days" in ran.err) == (1, True)
    ran = run(repo, "publish", MONTH, "--reason", "staffing", now=LATE)
    assert ran.code == 0
    assert (
        "Note: Draft 1 was told last, on 2026-10-16, and has other cells: see `rota diff 2026-12#1 2026-12`, "
        "and tell it again.\n"
    ) in ran.err
    assert events(repo)[-1].draft == 2


def test_an_older_draft_is_published_only_by_its_number_and_says_what_is_newer(repo):
    shutil.copy(repo / DRAFTS / "1.toml", repo / DRAFTS / "2.toml")
    ran = run(repo, "publish", MONTH, "--draft", 1)
    assert ran.out == "town-hall 2026-12 is published: draft 1, by a3.\n"
    assert "Note: Newer than draft 1 of town-hall 2026-12: draft 2.\n" in ran.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--draft", 7], "town-hall has no draft 7 of 2026-12; there is only draft 1"),
        (["--group", "hall"], 'no rota group is named "hall"; did you mean "town-hall"?'),
    ],
)
def test_what_is_not_there_cannot_be_published(repo, args, message):
    ran = run(repo, "publish", MONTH, *args)
    assert (ran.code, ran.err) == (2, f"rota: {message}\n")


def test_cut_short_before_the_base_it_is_not_published_and_is_simply_run_again(repo, monkeypatch):
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Repository, "write_base", dies)
    assert run(repo, "publish", MONTH).code == 130
    monkeypatch.undo()
    assert len(events(repo)) == 1
    assert not (repo / BASE_FILE).exists()
    assert rota("show", MONTH, "--repo", repo).err == "This is draft 1 of town-hall 2026-12.\n"
    assert "publishing was cut short, run `rota publish 2026-12` again" in run(repo).out
    ran = run(repo, "publish", MONTH)
    assert ran.code == 0
    assert (
        "Note: An earlier publication of 2026-12 was cut short before its base was written; this one finishes it.\n"
    ) in ran.err
    assert [event.rota for event in events(repo)] == [Repository.open(repo).base_digest(GROUP, MONTH)] * 2
    assert run(repo, "check", MONTH).code == 0


def test_of_two_who_publish_at_once_the_later_base_is_refused(repo, monkeypatch):
    """The other comes between our event and our base, with another draft: the base says whose event counts."""
    shutil.copy(repo / DRAFTS / "1.toml", repo / DRAFTS / "2.toml")
    write_draft(repo, {("a2", "2026-12-01"): "middle phones"}, number=2)
    real = Repository.write_base
    other = []

    def write_base(self, base):
        if not other:
            other.append(None)
            other.append(run(repo, "publish", MONTH, "--draft", 2, by="a1"))
        real(self, base)

    monkeypatch.setattr(Repository, "write_base", write_base)
    ran = run(repo, "publish", MONTH, "--draft", 1)
    assert other[1].code == 0
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "rota: somebody else has just published town-hall 2026-12; look at it: rota show 2026-12\n"
    )
    opened = Repository.open(repo)
    assert opened.bases(GROUP)[MONTH].made["draft"] == 2
    publication = opened.publication(GROUP, MONTH)
    assert [event.by for event in publication.events] == ["a3", "a1"]
    assert publication.of_base(opened.base_digest(GROUP, MONTH)).by == "a1"


def test_of_two_who_record_at_once_one_is_refused(repo, monkeypatch):
    """Both have seen that nothing is recorded; the other's event is there first."""
    real = work.record

    def record(*args):
        monkeypatch.setattr(work, "record", real)
        assert run(repo, "publish", MONTH, by="a1").code == 0
        real(*args)

    monkeypatch.setattr(work, "record", record)
    ran = run(repo, "publish", MONTH)
    assert (ran.code, ran.err) == (
        1,
        "rota: somebody else has just settled leave, absence or a month; look at it again\n",
    )
    assert [event.by for event in events(repo)] == ["a1"]


def test_two_processes_that_publish_at_once_make_one_base(repo):
    command = [sys.executable, "-c", "from rota.cli.main import main; main()", "publish", MONTH]
    environment = os.environ | {"ROTA_NOW": "2026-10-16", "ROTA_AS": "a3"}
    both = [
        subprocess.Popen(command, cwd=repo, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        one.communicate()
    assert sorted(one.returncode for one in both) == [0, 1]
    opened = Repository.open(repo)
    assert opened.publication(GROUP, MONTH).of_base(opened.base_digest(GROUP, MONTH)) is not None


def test_a_base_is_never_written_twice(tmp_path):
    opened = Repository.open(published(tmp_path))
    with pytest.raises(Taken):
        opened.write_base(opened.bases(GROUP)[MONTH])


def test_a_month_published_before_its_events_were_kept_is_published(tmp_path: Path) -> None:
    """Bases from before: nothing is recorded, and nobody publishes them again."""
    root = published(tmp_path)
    shutil.rmtree(root / "rotas" / GROUP / MONTH)
    assert rota("show", MONTH, "--repo", root).err == "This is the published rota of town-hall 2026-12.\n"
    assert run(root, "publish", MONTH).code == 1
    assert Repository.open(root).bases(GROUP)[MONTH].cells["a1"][date(2026, 12, 1)] is not None
