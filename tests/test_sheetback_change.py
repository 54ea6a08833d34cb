"""Edits of a published rota are one change: asked for by a leader, accepted inside the window, approved by another."""

import re
import shutil
from pathlib import Path

import pytest

from rota.files.repository import Repository
from tests.cli_helpers import Ran
from tests.living_world import NOW
from tests.sheetback_world import back, edited, exported, files, published
from tests.swap_world import cell, edit, fine, run

SOON = "2026-12-10T09:00:00+00:00"
"""Four days before Mon 14 December, inside the window of seven."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def asked(ran: Ran) -> str:
    """The id of the edit that was asked for."""
    found = re.search(r"^Edit ([a-z0-9]{12}):", fine(ran).out, re.MULTILINE)
    assert found, ran.out
    return found[1]


def approve(root: Path, id: str, by: str = "a1", now: str = NOW) -> Ran:
    return run(root, "swap", "approve", id, "--despite", "cover", by=by, now=now)


def test_edits_are_asked_for_with_all_that_they_do_and_apply_once_another_leader_approves(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a2", "2026-12-14", "EP"), ("a2", "2026-12-15", "MP")))
    id = asked(ran)
    assert ran.out.partition("\n\nRules that change")[0].replace(id, "ID") == (
        "edited.xlsx: the published rota of town-hall 2026-12, exported as version 1; 2 cells edited.\n\n"
        "Edited                   was          will be        cell\n"
        "a2 Ben Osei  Mon 14 Dec  late phones  early phones   Rota!Q8\n"
        "a2 Ben Osei  Tue 15 Dec  late phones  middle phones  Rota!R8\n"
        "\n"
        "Edit ID: a3 edits 2 cells of a2, from Mon 14 Dec to Tue 15 Dec.\n"
        "Asked by a3 on Mon 16 Nov; a leader decides.\n"
        "\n"
        "Cells                    before                    after\n"
        "a2 Ben Osei  Mon 14 Dec  late phones  10:00-18:00  early phones   08:30-16:30\n"
        "a2 Ben Osei  Tue 15 Dec  late phones  10:00-18:00  middle phones  09:00-17:00"
    )
    assert f"Next: rota swap approve {id} --despite cover --as a1" in ran.out
    assert cell(root, "a2", "2026-12-14") == "late phones"
    assert fine(approve(root, id)).out.endswith(f"\n{id} is approved by a1 and applies.\n")
    assert cell(root, "a2", "2026-12-14") == "early phones"
    assert cell(root, "a2", "2026-12-15") == "middle phones"


def test_who_asked_does_not_approve_nor_reject_nor_void_but_withdraws(root: Path) -> None:
    id = asked(back(root, edited(exported(root), ("a2", "2026-12-14", "EP"))))
    for ran in (approve(root, id, by="a3"), run(root, "swap", "reject", id, by="a3")):
        assert ran.code == 1
        assert f"a3 is a party to changes/{id}; nobody approves their own. That is for a1" in ran.err
    assert approve(root, id, by="a2").code == 1
    fine(run(root, "swap", "withdraw", id, by="a3"))
    assert approve(root, id).code == 1
    assert cell(root, "a2", "2026-12-14") == "late phones"
    other = asked(back(root, edited(exported(root), ("a2", "2026-12-14", "EP"))))
    fine(approve(root, other))
    assert "a3 is a party" in run(root, "swap", "void", other, by="a3").err
    fine(run(root, "swap", "void", other, "--yes", by="a1"))
    assert cell(root, "a2", "2026-12-14") == "late phones"


def test_an_edit_in_anothers_name_is_no_edit_so_that_nobody_approves_their_own_by_it(root: Path) -> None:
    id = asked(back(root, edited(exported(root), ("a2", "2026-12-14", "EP"))))
    request = root / "changes" / id / "1.toml"
    request.write_text(
        request.read_text("utf-8").replace('by = "a3"\n', 'by = "a3"\nfor = "a1"\nmeans = "phone"\n'), "utf-8"
    )
    for ran in (approve(root, id, by="a3"), run(root, "check", "2026-12")):
        assert ran.code == 2
        assert f"changes/{id}/1.toml" in ran.err + ran.out
        assert "an edit is asked for by the leader who made it, in nobody else's name" in ran.err + ran.out


def test_whose_own_day_is_edited_does_not_approve_either_and_then_nobody_can(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a1", "2026-12-15", "MR")))
    id = asked(ran)
    assert "Nobody else leads there: name a leader or a deputy in centre.toml" in ran.out
    assert f"a1 is a party to changes/{id}" in approve(root, id).err


def test_inside_the_notice_window_those_accept_whose_hours_change(root: Path) -> None:
    path = edited(
        exported(root), ("a2", "2026-12-15", "MP"), ("a5", "2026-12-15", "LP"), ("a4", "2026-12-21", "MR")
    )
    ran = back(root, path, now=SOON)
    id = asked(ran)
    # a5 is sent to another service in the same hours; a4's day is outside the window.
    assert "Asked by a3 on Thu 10 Dec; waits for a2 to accept." in ran.out
    assert f"Next: rota swap accept {id} --as a2" in ran.out
    assert f"changes/{id} waits for a2 to accept" in approve(root, id, now=SOON).err
    fine(run(root, "swap", "accept", id, "--for", "a2", "--means", "phone", by="a3", now=SOON))
    fine(approve(root, id, now=SOON))
    assert cell(root, "a2", "2026-12-15") == "middle phones"


def test_what_was_asked_in_time_needs_their_word_once_the_window_has_come(root: Path) -> None:
    edit(root, "centre.toml", "expires = 7", "expires = 30")
    id = asked(back(root, edited(exported(root), ("a2", "2026-12-14", "EP"))))
    ran = approve(root, id, now=SOON)
    assert ran.code == 1
    assert ran.err == (
        f"rota: changes/{id} changes the hours of a2 inside the notice window by now, and waits for their word: "
        f"rota swap accept {id} --for a2 --means phone\n"
    )
    fine(run(root, "swap", "accept", id, by="a2", now=SOON))
    fine(approve(root, id, now=SOON))


def test_who_is_asked_may_decline_and_nobody_else(root: Path) -> None:
    id = asked(
        back(root, edited(exported(root), ("a2", "2026-12-15", "MP"), ("a4", "2026-12-21", "MR")), now=SOON)
    )
    assert (
        f"a4 was not asked in changes/{id}; it is for a2 to decline"
        in run(root, "swap", "decline", id, by="a4", now=SOON).err
    )
    fine(run(root, "swap", "decline", id, by="a2", now=SOON))
    assert approve(root, id, now=SOON).code == 1


def test_an_edit_breaks_no_must_rule_whatever_the_centre_says_of_swaps(root: Path) -> None:
    edit(root, "centre.toml", 'must = "deny"', 'must = "refer"')
    edit(root, "rules.toml", 'use = "cover"\nlevel = "should"', 'use = "cover"\nlevel = "must"')
    path, before = edited(exported(root), ("a2", "2026-12-14", "EP")), files(root)
    for more in ((), ("--preview",)):
        ran = back(root, path, *more)
        assert ran.code == 1
        assert "COVER01 2026-12-14" in ran.err
        assert (
            "the edits were not asked for: it would make worse cover, which must hold; edit those cells otherwise"
            in ran.err
        )
    assert files(root) == before


def test_what_nobody_may_trade_no_leader_edits(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a6", "2026-12-14", "ER")))
    assert ran.code == 1
    assert "SKILL01 2026-12-14" in ran.err
    assert (
        "the edits were not asked for: it would make worse trained, which nobody may trade; edit those cells"
        in ran.err
    )


def test_a_day_that_is_over_or_begun_is_not_edited(root: Path) -> None:
    path, before = edited(exported(root), ("a2", "2026-12-08", "EP"), ("a2", "2026-12-10", "EP")), files(root)
    ran = back(root, path, now=SOON)
    assert ran.err == (
        "rota: a2 on Tue 8 Dec has begun or is over; what was worked is not changed any more\n"
        "rota: a2 on Thu 10 Dec has begun or is over; what was worked is not changed any more\n"
    )
    assert (ran.code, files(root)) == (1, before)


def test_only_who_leads_there_asks(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a2", "2026-12-14", "EP")), by="a2")
    assert ran.code == 1
    assert (
        "a2 may not edit the rota of town-hall 2026-12; that is for the leaders and deputies of town-hall: a3, a1"
        in ran.err
    )


def test_a_stale_workbook_is_refused_by_cell(root: Path) -> None:
    path = exported(root)
    stale = edited(path, ("a2", "2026-12-14", "EP"), ("a4", "2026-12-21", "MR"))
    kept = stale.rename(stale.with_name("stale.xlsx"))
    id = asked(back(root, edited(path, ("a2", "2026-12-14", "MP"))))
    fine(approve(root, id))
    before = files(root)
    ran = back(root, kept)
    assert ran.err == (
        "rota: Rota!Q8: a2 on Mon 14 Dec was late phones when exported, and is middle phones now in the published rota "
        "of town-hall 2026-12\nrota: Nothing was written; export it again, and edit that.\n"
    )
    assert (ran.code, files(root)) == (1, before)


def test_of_two_edits_of_a_cell_the_second_is_stale_when_it_is_to_be_approved(root: Path) -> None:
    path = exported(root)
    first = asked(back(root, edited(path, ("a2", "2026-12-14", "MP"))))
    ran = back(root, edited(path, ("a2", "2026-12-14", "EP")))
    second = asked(ran)
    assert f"{first} also asks for a2 on Mon 14 Dec: of the two only one can be approved." in ran.out
    fine(approve(root, first))
    assert (
        f"changes/{second} is stale: a2 on Mon 14 Dec was late phones, and is middle phones now"
        in approve(root, second).err
    )


def test_it_waits_on_the_desks_of_those_whom_it_concerns(root: Path) -> None:
    id = asked(back(root, edited(exported(root), ("a2", "2026-12-15", "MP")), now=SOON))
    waits = {
        by: run(root, "swap", "list", "--agent", "me", by=by, now=SOON).out.count(id)
        for by in ("a2", "a3", "a4")
    }
    assert waits == {"a2": 1, "a3": 1, "a4": 0}
    fine(run(root, "swap", "accept", id, by="a2", now=SOON))
    shown = run(root, "swap", "show", id, now=SOON).out
    assert "Accepted by a2 on Thu 10 Dec; a leader decides." in shown
    assert "Approval: a1." in shown


def test_what_was_approved_stands_before_the_rules_of_audit(root: Path) -> None:
    rules = root / "rules.toml"
    audit = (
        "changes-apply",
        "one-change-a-cell",
        "approved-by-entitled",
        "no-own-approval",
        "approval-fits",
        "consent-given",
        "window-consented",
    )
    rules.write_text(
        rules.read_text("utf-8") + "".join(f'\n[[rule]]\nuse = "{name}"\n' for name in audit), "utf-8"
    )
    id = asked(
        back(root, edited(exported(root), ("a2", "2026-12-15", "MP"), ("a5", "2026-12-21", "MR")), now=SOON)
    )
    fine(run(root, "swap", "accept", id, by="a2", now=SOON))
    fine(approve(root, id, now=SOON))
    found = run(root, "check", "2026-12", "--format", "concise", now=SOON)
    assert not re.search("AUDIT|NOTICE", found.out + found.err)
    fine(run(root, "audit", "verify", now=SOON))


def test_a_staff_copy_shows_an_agent_their_own_part_and_takes_their_word(root: Path, tmp_path: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-15", "MP"), ("a5", "2026-12-15", "MR"))
    id = asked(back(root, path, now=SOON))
    copy = tmp_path / "copy-of-a2"
    fine(run(root, "staff-copy", copy, "--for", "a2", now=SOON))
    (event,) = (chain.events[0] for chain in Repository.open(copy).change_chains)
    assert [one.agent for one in event.cell] == ["a2"]
    assert list(event.asks) == ["a2"]
    fine(run(copy, "swap", "accept", id, by="a2", now=SOON))
    fine(run(root, "inbox", copy, by="a3", now=SOON))
    assert f"changes/{id} waits for a5 to accept" in approve(root, id, now=SOON).err


def test_who_has_come_since_is_planned_for_and_not_typed(root: Path) -> None:
    people = root / "people.toml"
    joins = '\n[[agent]]\nid = "a7"\nteam = "front"\nemployer = "council"\ncontract = "full-time"\nhome = "phones"\n'
    people.write_text(f'{people.read_text("utf-8")}{joins}skills = ["phones"]\nfrom = 2026-12-14\n', "utf-8")
    ran = back(root, edited(exported(root), ("a7", "2026-12-21", "EP"), ("a7", "2026-12-01", "EP")))
    assert ran.code == 2
    assert ran.err == (
        "edited.xlsx:13:4: DATA18 Rota!D13: a7 on Tue 1 Dec is not in the rota of town-hall then\n"
        "  Next: empty the cell; from, until and team of the agent stand in people.toml\n"
        "edited.xlsx:13:24: DATA18 Rota!X13: a7 on Mon 21 Dec has no cell in the published rota of town-hall 2026-12\n"
        "  Next: put back ?; planning fills it: rota plan --from 2026-12-21\n"
    )


def test_nothing_is_pinned_in_a_published_rota(root: Path) -> None:
    ran = back(
        root, edited(exported(root), ("a2", "2026-12-14", "EP!"), ("a4", "2026-12-21", "ER!")), "--preview"
    )
    assert "1 cell edited." in ran.out
    assert "Note: nothing is pinned in a published rota: ! is left out." in ran.err


def test_the_same_workbook_taken_back_twice_asks_once(root: Path) -> None:
    path = edited(exported(root), ("a2", "2026-12-14", "EP"), ("a2", "2026-12-15", "MP"))
    id = asked(back(root, path))
    before = files(root)
    for more in ((), ("--preview",)):
        ran = back(root, path, *more)
        assert (ran.code, ran.err) == (
            0,
            f"These edits are asked for already as {id} (by a3, Mon 16 Nov); nothing was written.\n",
        )
    assert files(root) == before
    fine(run(root, "swap", "withdraw", id, by="a3"))
    assert asked(back(root, path)) != id


def test_of_edits_some_of_which_are_asked_for_already_those_are_named(root: Path) -> None:
    path = exported(root)
    id = asked(back(root, edited(path, ("a2", "2026-12-14", "EP"))))
    before = files(root)
    ran = back(root, edited(path, ("a2", "2026-12-14", "EP"), ("a2", "2026-12-15", "MP")))
    assert ran.err == (
        f"rota: Rota!Q8: a2 on Mon 14 Dec as early phones is asked for already in {id}\n"
        "rota: Nothing was written: put these cells back as they were, so that only the others are asked for; or take back "
        f"what was asked, `rota swap withdraw {id}`, and import again.\n"
    )
    assert (ran.code, files(root)) == (1, before)


def test_an_open_edit_that_nobody_had_to_accept_is_asked_and_says_when_nothing_is_left_of_it(
    root: Path,
) -> None:
    id, copy = asked(back(root, edited(exported(root), ("a2", "2026-12-14", "EP")))), "0" * 12
    # Two requests of the same cells, as they could be made at two desks at once.
    shutil.copytree(root / "changes" / id, root / "changes" / copy)
    assert re.search(
        rf"^{id}  edit  asked  .*a leader decides\.$", run(root, "swap", "list").out, re.MULTILINE
    )
    fine(approve(root, id))
    listed = run(root, "swap", "list").out
    assert f"Nothing is left to do, the rota is so already: rota swap withdraw {copy}" in listed
    assert id not in listed
    fine(run(root, "swap", "withdraw", copy, by="a3"))


def test_a_preview_of_a_published_month_needs_nobody_to_be_known(root: Path) -> None:
    path, before = edited(exported(root), ("a2", "2026-12-14", "EP")), files(root)
    ran = run(root, "import", path, "--preview")
    assert ran.code == 0
    assert ran.err == (
        "Note: shown as if a3 asked, who leads there; --as says who does.\n"
        "Nothing is written. Next: the same command without --preview\n"
    )
    assert files(root) == before
    assert run(root, "import", path, "--preview", by="a2").code == 1


def test_what_cannot_be_asked_is_named_by_its_cell_and_the_rest_is_said_to_be_fine(root: Path) -> None:
    ran = back(root, edited(exported(root), ("a6", "2026-12-14", "ER"), ("a2", "2026-12-15", "MP")))
    assert ran.code == 1
    assert "SKILL01 2026-12-14: Rota!Q12: a6 works early reception" in ran.err
    assert ran.err.endswith(
        "edit those cells otherwise. The other edit is fine: put back Rota!Q12, and import again\n"
    )
    alone = back(root, edited(exported(root), ("a6", "2026-12-14", "ER")))
    assert "is fine" not in alone.err
