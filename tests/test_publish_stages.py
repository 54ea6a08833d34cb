"""Draft, told, published: what each leaves open to whom, and what a rota is called."""

import pytest

from rota.domain.matter import Step
from rota.files.repository import Repository
from rota.work.amend import cells_digest
from tests.cli_helpers import publish
from tests.living_world import GROUP, MONTH, NOW, published
from tests.publish_helpers import DRAFTS, drafted, events, files, run

EDITS = [("set", "a2", "2026-12-01", "off"), ("pin", "a2", "2026-12-01"), ("unpin", "a2", "2026-12-01")]


@pytest.fixture
def repo(tmp_path):
    return drafted(tmp_path)


def draft(root, number):
    return (root / DRAFTS / f"{number}.toml").read_bytes()


@pytest.mark.parametrize("args", EDITS)
def test_nobody_edits_a_published_month(repo, args):
    run(repo, "publish", MONTH)
    before = files(repo)
    for draft_option in ((), ("--draft", 1)):
        ran = run(repo, *args, *draft_option)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == (
            "rota: town-hall 2026-12 is published, and its drafts change nothing any more; change it with "
            "`rota swap`, `rota leave`, `rota absence`, `rota move`, or `rota plan 2026-12 --from DATE`\n"
        )
    assert files(repo) == before


@pytest.mark.parametrize("args", EDITS)
def test_only_leaders_and_deputies_edit_a_draft(repo, args):
    before = files(repo)
    ran = run(repo, *args, by="a2")
    assert (ran.code, ran.err) == (
        1,
        "rota: a2 may not edit the drafts of town-hall 2026-12; "
        "that is for the leaders and deputies of town-hall: a3, a1\n",
    )
    assert files(repo) == before


def test_a_leader_of_any_team_of_the_group_may_edit(repo):
    """The group is planned together, so its leaders settle its draft together."""
    centre = repo / "centre.toml"
    text = centre.read_text().replace('teams = ["front"]', 'teams = ["front", "back"]')
    text += '\n[[team]]\nid = "back"\nsite = "town-hall"\nleader = "a5"\n'
    centre.write_text(text)
    assert run(repo, "pin", "a2", "2026-12-01", by="a5").code == 0


def test_a_deputy_edits_only_while_deputising(repo):
    centre = repo / "centre.toml"
    text = centre.read_text().replace('{ id = "a1" }', '{ id = "a1", from = 2026-12-21, until = 2027-01-03 }')
    centre.write_text(text)
    assert run(repo, "pin", "a2", "2026-12-01", by="a1").code == 1
    assert run(repo, "pin", "a2", "2026-12-01", by="a1", now="2026-12-22").code == 0


def test_an_edit_of_a_told_draft_is_a_new_draft(repo):
    run(repo, "tell", MONTH)
    before = draft(repo, 1)
    ran = run(repo, "set", "a6", "2026-12-01", "early reception", now="2026-10-20")
    assert ran.code == 1
    assert ran.out == (
        "a6 on 2026-12-01: early phones is now early reception, pinned, by a3, in draft 2 of town-hall 2026-12.\n"
    )
    assert ran.err.startswith(
        "WARNING: Staff have been told draft 1, on Fri 16 Oct: it stays as it was, and this edit is in draft 2. "
        "Tell them again: rota tell 2026-12\n"
    )
    assert f"{DRAFTS}/2.toml:" in ran.err
    assert f"{DRAFTS}/1.toml:" not in ran.err
    assert draft(repo, 1) == before
    assert Repository.open(repo).draft(GROUP, MONTH, 2).edits[-1].by == "a3"


def test_the_next_edit_stays_in_the_new_draft(repo):
    run(repo, "tell", MONTH)
    run(repo, "set", "a2", "2026-12-01", "middle phones")
    ran = run(repo, "set", "a2", "2026-12-02", "middle phones")
    assert "in draft 2 of" in ran.out
    assert "WARNING" not in ran.err
    assert Repository.open(repo).draft_numbers(GROUP, MONTH) == (1, 2)


def test_a_pin_on_a_told_draft_changes_nothing_that_was_told(repo):
    run(repo, "tell", MONTH)
    assert "in draft 1 of" in run(repo, "pin", "a2", "2026-12-01").out
    (told,) = events(repo)
    cells = Repository.open(repo).draft(GROUP, MONTH, 1).cells
    assert told.judged == {f"{GROUP}/{MONTH}": cells_digest(cells)}
    assert run(repo, "publish", MONTH, now=NOW).code == 0


def test_titles_say_how_far_a_month_has_come(repo):
    assert run(repo, "show", MONTH).err == "This is draft 1 of town-hall 2026-12.\n"
    run(repo, "tell", MONTH)
    assert run(repo, "show", MONTH).err == "This is draft 1 of town-hall 2026-12, told on Fri 16 Oct.\n"
    run(repo, "set", "a2", "2026-12-01", "middle phones")
    assert run(repo, "check", MONTH).out.startswith(
        "Checked: draft 2 of town-hall 2026-12; draft 1 was told on Fri 16 Oct\n"
    )
    run(repo, "publish", MONTH)
    assert run(repo, "show", MONTH).err == "This is the published rota of town-hall 2026-12.\n"


def test_the_title_of_a_published_rota_counts_its_changes(tmp_path):
    root = published(tmp_path)
    for number, day in enumerate(("2026-12-08", "2026-12-09"), start=1):
        assert run(root, "absence", "add", "a6", day, day, now=NOW).code == 0
        changes = "1 change" if number == 1 else "2 changes"
        assert run(root, "show", MONTH, now=NOW).err == (
            f"This is the published rota of town-hall 2026-12, {changes} since.\n"
        )


def test_a_change_that_does_not_apply_is_named_in_the_title(tmp_path):
    """A base edited by hand takes the ground from under the change of one of its cells."""
    root = published(tmp_path)
    assert run(root, "absence", "add", "a6", "2026-12-08", "2026-12-08", now=NOW).code == 0
    base = root / "rotas" / GROUP / f"{MONTH}.toml"
    head, _, rest = base.read_text().partition("[cells.a6]")
    rest = rest.replace('2026-12-08 = "early phones"', '2026-12-08 = "off"', 1)
    base.write_text(f"{head}[cells.a6]{rest}")
    assert run(root, "show", MONTH, now=NOW).err == (
        "This is the published rota of town-hall 2026-12, 1 change not applied.\n"
    )


def test_a_base_without_events_is_published(repo):
    """Rotas that were put there before publications were recorded."""
    publish(repo)
    assert run(repo, "set", "a2", "2026-12-01", "off").code == 1


def test_the_months_after_one_another_each_have_their_own_stage(tmp_path):
    root = published(tmp_path)
    assert events(root)[0].event is Step.PUBLISHED
    ran = run(root, "set", "a2", "2027-01-05", "off", now=NOW)
    assert (ran.code, ran.err) == (
        2,
        "rota: town-hall has no draft of 2027-01; make one: rota plan 2027-01\n",
    )


@pytest.mark.parametrize("command", ["tell", "publish"])
def test_a_draft_that_was_edited_while_it_was_judged_is_not_told_nor_published(repo, monkeypatch, command):
    from rota.work import situation

    real = situation.rules_of

    def rules_of(*args):
        monkeypatch.setattr(situation, "rules_of", real)
        assert run(repo, "set", "a2", "2026-12-01", "middle phones", by="a1").code == 0
        return real(*args)

    monkeypatch.setattr(situation, "rules_of", rules_of)
    ran = run(repo, command, MONTH)
    assert (ran.code, ran.err) == (
        1,
        "rota: somebody else has just edited draft 1 of town-hall 2026-12; look at it again\n",
    )
    assert events(repo) == ()


@pytest.mark.parametrize("command", ["tell", "publish"])
def test_a_draft_that_was_told_or_published_while_it_was_edited_stays_as_it_was(repo, monkeypatch, command):
    from rota.work import edit

    real, before = edit.check_rota, draft(repo, 1)

    def check_rota(*args):
        monkeypatch.setattr(edit, "check_rota", real)
        assert run(repo, command, MONTH, by="a1").code == 0
        return real(*args)

    monkeypatch.setattr(edit, "check_rota", check_rota)
    ran = run(repo, "set", "a2", "2026-12-01", "middle phones")
    assert draft(repo, 1) == before
    if command == "tell":
        assert (ran.code, "in draft 2 of" in ran.out) == (0, True)
    else:
        assert (ran.code, "is published, and its drafts change nothing" in ran.err) == (1, True)
