"""rota tell: notices printed or written, what is recorded, and what is not."""

import os
import re

import pytest

from rota.domain.matter import Claim, Step
from rota.files.digest import digest
from rota.files.repository import Repository
from tests.cli_helpers import LEADER
from tests.living_world import GROUP, MONTH, NOW, published
from tests.publish_helpers import DRAFTS, LATE, drafted, events, files, run, write_draft

AGENTS = ["a1", "a2", "a3", "a4", "a5", "a6"]


@pytest.fixture
def repo(tmp_path):
    return drafted(tmp_path)


def test_everybody_is_told_and_it_is_recorded(repo):
    ran = run(repo, "tell", MONTH)
    assert (ran.code, ran.err) == (
        0,
        "Recorded: draft 1 of town-hall 2026-12 is told 45 days before its first day, "
        "which meets the target of 42.\n",
    )
    assert re.findall(r"^Rota of (a\d) ", ran.out, re.MULTILINE) == AGENTS
    (told,) = events(repo)
    assert (told.event, told.by, told.claim, told.draft, told.notice) == (
        Step.TOLD,
        LEADER,
        Claim.ENVIRONMENT,
        1,
        45,
    )
    assert told.rota == digest(Repository.open(repo).document(f"{DRAFTS}/1.toml").data)


def test_short_notice_is_said(repo):
    assert (
        "is told 14 days before its first day, 28 short of the target of 42.\n"
        in run(repo, "tell", MONTH, now=LATE).err
    )


def test_a_file_for_each_agent(repo, tmp_path):
    folder = tmp_path / "notices" / "december"
    printed = run(repo, "tell", MONTH, "--dry-run").out
    ran = run(repo, "tell", MONTH, "--output", folder)
    names = [f"{agent}-{MONTH}.txt" for agent in AGENTS]
    assert ran.out.splitlines() == [str(folder / name) for name in names]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert printed == f"\n{'-' * 60}\n\n".join((folder / name).read_text() for name in names)
    assert "Each is for one agent: pass them on one by one, and keep them out of git.\n" in ran.err
    assert len(events(repo)) == 1


@pytest.mark.parametrize(
    ("args", "why"), [(["--dry-run"], "--dry-run"), (["--agent", "a2"], "--agent tells one alone")]
)
def test_what_is_not_told_to_all_is_not_recorded(repo, args, why):
    before = files(repo)
    ran = run(repo, "tell", MONTH, *args)
    assert (ran.code, ran.err) == (0, f"Nothing is recorded ({why}): notice does not count from this.\n")
    assert files(repo) == before


def test_one_agent_reads_their_own_notice(repo):
    ran = run(repo, "tell", MONTH, "--agent", "me", by="a2")
    assert ran.code == 0
    assert ran.out.startswith("Rota of a2 Ben Osei, Front office, for December 2026")
    assert not set(re.findall(r"\ba\d\b", ran.out)) - {"a2", "a3", "a1"}


@pytest.mark.parametrize("args", [[], ["--agent", "a4"]])
def test_nobody_else_tells(repo, args):
    ran = run(repo, "tell", MONTH, *args, by="a2")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "rota: a2 may not tell town-hall 2026-12; that is for the leaders and deputies of town-hall: a3, a1\n"
    )


def test_a_published_rota_is_told_as_it_stands_now(tmp_path):
    root = published(tmp_path)
    run(root, "absence", "add", "a6", "2026-12-08", "2026-12-08", now=NOW)
    ran = run(root, "tell", MONTH, now=NOW)
    assert ran.err == (
        "Recorded: the published rota of town-hall 2026-12 is told 14 days before its first day, "
        "28 short of the target of 42.\n"
    )
    assert (
        "The published rota as it stands now, published on Mon 19 Oct; told on Mon 16 Nov 2026, 14 days"
        in ran.out
    )
    assert "Mon early phones 08:30-16:30; Tue absent; Wed early phones 08:30-16:30;" in ran.out
    told = events(root)[-1]
    assert (told.event, told.rota) == (Step.TOLD, Repository.open(root).base_digest(GROUP, MONTH))
    assert told.draft is None


def test_no_draft_of_a_published_month_is_told(repo):
    run(repo, "publish", MONTH)
    ran = run(repo, "tell", MONTH, "--draft", 1)
    assert (ran.code, ran.err) == (
        1,
        "rota: town-hall 2026-12 is published, and no draft of it is told any more; leave out --draft\n",
    )


def test_a_draft_that_breaks_must_rules_is_told_with_a_warning(repo):
    write_draft(repo, {("a6", "2026-12-01"): "early reception"})
    ran = run(repo, "tell", MONTH)
    assert ran.code == 0
    assert "Must rules are broken in it: see `rota check 2026-12`.\n" in ran.err


def test_an_agent_who_is_not_in_the_rota_has_no_notice(repo):
    people = repo / "people.toml"
    people.write_text(people.read_text().replace('id = "a6"', 'id = "a6"\nuntil = 2026-11-01'))
    ran = run(repo, "tell", "2027-01", "--agent", "a6")
    assert ran.code == 2
    ran = run(repo, "tell", MONTH, "--agent", "a66")
    assert (ran.code, ran.err) == (2, 'rota: no agent has the id "a66"; did you mean "a6"?\n')


def test_telling_at_once_with_another_is_refused(repo, monkeypatch):
    from rota.work.publishing import tell as work

    real = work.record

    def record(*args):
        monkeypatch.setattr(work, "record", real)
        assert run(repo, "tell", MONTH, by="a1").code == 0
        real(*args)

    monkeypatch.setattr(work, "record", record)
    ran = run(repo, "tell", MONTH)
    assert (ran.code, ran.out) == (1, "")
    assert "somebody else has just" in ran.err
    assert [event.by for event in events(repo)] == ["a1"]


# ---- Where notices are written -------------------------------------------------------------------


def test_notices_may_be_written_into_the_repository(repo):
    assert run(repo, "tell", MONTH, "--output", repo / "notices").code == 0
    assert (repo / "notices" / f"a1-{MONTH}.txt").is_file()
    assert run(repo, "check", MONTH).code == 0


@pytest.mark.parametrize(
    "folder",
    [
        *("leave", "rotas/town-hall", "drafts/x", ".git", "notices/../wishes"),
        *("anchors", "closings", "draws", "inbox", "rounds", "schemas"),
    ],
)
def test_notices_never_lie_among_the_repositorys_own_files(repo, folder):
    before = files(repo)
    ran = run(repo, "tell", MONTH, "--output", repo / folder)
    assert (ran.code, ran.out) == (2, "")
    assert "is for the repository's own files; name another folder" in ran.err
    assert files(repo) == before


def test_a_link_is_no_folder_for_notices(repo, tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    ran = run(repo, "tell", MONTH, "--output", link)
    assert (ran.code, ran.err) == (2, f"rota: {link} is a link; name the folder itself\n")
    assert list(real.iterdir()) == []
    assert events(repo) == ()


def test_no_notice_goes_through_a_link_inside_the_repository(repo, tmp_path):
    (tmp_path / "real").mkdir()
    (repo / "link").symlink_to(tmp_path / "real")
    ran = run(repo, "tell", MONTH, "--output", repo / "link" / "deep")
    assert ran.code == 2
    assert list((tmp_path / "real").iterdir()) == []
    assert events(repo) == ()


def test_no_notice_is_written_through_a_linked_file_or_a_pipe(repo, tmp_path):
    folder = tmp_path / "notices"
    folder.mkdir()
    (tmp_path / "target").write_text("precious")
    (folder / f"a1-{MONTH}.txt").symlink_to(tmp_path / "target")
    assert run(repo, "tell", MONTH, "--output", folder).code == 2
    assert (tmp_path / "target").read_text() == "precious"
    if hasattr(os, "mkfifo"):
        other = tmp_path / "other"
        other.mkdir()
        os.mkfifo(other / f"a1-{MONTH}.txt")
        ran = run(repo, "tell", MONTH, "--output", other)
        assert "is no ordinary file; name another folder" in ran.err
    assert events(repo) == ()


def test_a_file_is_no_folder(repo, tmp_path):
    (tmp_path / "file").write_text("x")
    ran = run(repo, "tell", MONTH, "--output", tmp_path / "file")
    assert (ran.code, ran.err) == (
        2,
        f"rota: {tmp_path / 'file'} is no folder; name one, it is made where it does not exist\n",
    )
