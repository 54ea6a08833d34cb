"""A swap step by step: who may, when, and what every refusal says."""

import json
from datetime import date

import pytest

from rota.domain.changes import ChangeState
from rota.domain.matter import Step
from rota.files.repository import Repository
from tests.living_world import GROUP, MONTH, published
from tests.swap_world import (
    agreed,
    applied,
    asked,
    begun,
    cell,
    edit,
    fine,
    run,
    with_cells,
)

DAY = "2026-12-14"
OTHER = "2026-12-15"


@pytest.fixture
def root(tmp_path):
    return published(tmp_path)


def steps(root, at: int = 0) -> list[Step]:
    return [event.event for event in Repository.open(root).change_chains[at].events]


def test_an_approved_swap_is_what_is_worked_and_hours_and_lieu_are_conserved(root):
    before = Repository.open(root).rotas(GROUP)[MONTH].cells
    applied(root, "a2", DAY, "a4")
    after = Repository.open(root).rotas(GROUP)[MONTH].cells
    assert (cell(root, "a2", DAY), cell(root, "a4", DAY)) == ("early reception", "late phones")
    moved = [
        (agent, day) for agent in after for day in after[agent] if after[agent][day] != before[agent][day]
    ]
    assert [(agent, str(day)) for agent, day in moved] == [("a2", DAY), ("a4", DAY)]
    assert Repository.open(root).bases(GROUP)[MONTH].cells == before
    assert fine(run(root, "check", MONTH)).code == 0


def test_two_days_are_exchanged_each_and_hours_are_conserved(root):
    id = applied(root, "a2", DAY, "a4", "--their-day", "2026-12-16")
    for day in (DAY, "2026-12-16"):
        assert (cell(root, "a2", day), cell(root, "a4", day)) == ("early reception", "late phones")
    assert "a2 and a4 swap on Mon 14 Dec and Wed 16 Dec." in run(root, "swap", "show", id).out


def test_lieu_leave_and_meetings_are_not_traded(root):
    ran = run(root, "swap", "request", "a2", OTHER, "--with", "a4", by="a2")
    assert (ran.code, ran.err) == (1, "rota: a4 has lieu on Tue 15 Dec, which is not traded\n")
    ran = run(root, "swap", "request", "a2", "2026-12-07", "--with", "a1", by="a2")
    assert ran.err == "rota: a1 has leave on Mon 7 Dec, which is not traded\n"


def test_a_meeting_stays_with_its_agent(tmp_path):
    root = with_cells(tmp_path, {("a4", DAY): "early reception; 11:00-12:00 meeting"})
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2")
    assert ran.code == 1
    assert (
        ran.err
        == "rota: a4 has 11:00-12:00 meeting on Mon 14 Dec, which is theirs alone; so the shift is not traded\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((DAY, "--with", "a2"), "a2, a2: a swap is between different people"),
        ((DAY, "--with", "a4", "--with", "a5", "--with", "a1"), "between two or three people, not 4"),
        ((DAY, "--with", "a4", "--with", "a5", "--cover"), "three people swap on one day"),
        ((DAY, "--with", "a7"), 'no agent has the id "a7"'),
        ((DAY, "--with", "a4", "--settle", "paid"), "--settle goes with --cover"),
        (("2027-02-01", "--with", "a4"), "town-hall 2027-02 is not published"),
        (("2026-12-13", "--with", "a4"), "none of a2, a4 works on Sun 13 Dec"),
        (
            (DAY, "--with", "a4", "--cover"),
            "a4 works early reception on Mon 14 Dec, and can swap but not cover",
        ),
        (("2026-12-13", "--with", "a4", "--cover"), "a2 has no shift on Sun 13 Dec, but off"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_written(root, words, message):
    ran = run(root, "swap", "request", "a2", *words, by="a2")
    assert ran.code == 2
    assert message in ran.err
    assert not Repository.open(root).changes


def test_the_same_shift_is_nothing_to_swap(root):
    ran = run(root, "swap", "request", "a1", DAY, "--with", "a4", by="a1")
    assert (ran.code, ran.err) == (
        2,
        "rota: a1 and a4 work the same on Mon 14 Dec; there is nothing to swap\n",
    )


def test_an_agreed_limit_is_never_traded_whatever_the_policy(root):
    edit(root, "centre.toml", 'must = "deny"', 'must = "allow"')
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a3", by="a2")
    assert ran.code == 1
    assert "AGREE01" in ran.err or "agreed-limits" in ran.err
    assert "a3 works late phones on Mon 14 Dec, against never late" in ran.err
    assert ran.err.endswith(
        "rota: it was not asked for: it would make worse agreed-limits, which nobody may trade; "
        "`rota swap find` lists who else could\n"
    )
    assert not Repository.open(root).changes


def test_what_is_past_or_about_to_begin_is_not_swapped(root):
    past = run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2", now="2026-12-15T08:00:00+00:00")
    assert past.code == 1
    assert past.err == "rota: Mon 14 Dec is past; what was worked is not swapped any more\n"
    soon = run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2", now="2026-12-13T20:31:00+00:00")
    assert soon.err == (
        "rota: on Mon 14 Dec a shift begins at 08:30; it can be swapped until 12 hours before "
        "(hours of [notice] in centre.toml); ask the leader, who can change it\n"
    )
    begun(run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2", now="2026-12-13T20:30:00+00:00"))


def test_the_hours_before_the_shift_bind_accepter_and_approver_too(root):
    id = begun(
        run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2", now="2026-12-12T09:00:00+00:00")
    )
    late = "2026-12-14T08:00:00+00:00"
    assert run(root, "swap", "accept", id, by="a4", now=late).code == 1
    fine(run(root, "swap", "accept", id, by="a4", now="2026-12-13T09:00:00+00:00"))
    assert (
        "it can be swapped until 12 hours before" in run(root, "swap", "approve", id, by="a3", now=late).err
    )


def test_only_the_other_accepts_or_declines_and_only_the_asker_withdraws(root):
    id = asked(root, "a2", DAY, "a4")
    ref = f"changes/{id}"
    assert run(root, "swap", "accept", id, by="a2").err == f"rota: a2 has agreed to {ref} already\n"
    assert "a5 may not act for a4" in run(root, "swap", "accept", id, by="a5").err
    ran = run(root, "swap", "accept", id, "--for", "a5", by="a5")
    assert ran.err == f"rota: a5 has no part in {ref}; it is for a2, a4\n"
    assert run(root, "swap", "decline", id, by="a2").err == (
        f"rota: a2 was not asked in {ref}; it is for a4 to decline, for a2 to withdraw\n"
    )
    assert run(root, "swap", "withdraw", id, by="a4").code == 1
    assert fine(run(root, "swap", "decline", id, by="a4")).out == f"{id} is declined by a4.\n"
    assert run(root, "swap", "accept", id, by="a4").err == (
        f"rota: {ref} is declined already; look at it with `rota swap show {id}`\n"
    )
    other = asked(root, "a2", DAY, "a4")
    assert fine(run(root, "swap", "withdraw", other, by="a2")).out == f"{other} is withdrawn by a2.\n"


def test_a_leader_enters_what_they_were_told_and_says_how(root):
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a3")
    assert ran.code == 2
    assert "say how a2 told you with --means" in ran.err
    id = begun(run(root, "swap", "request", "a2", DAY, "--with", "a4", "--means", "phone", by="a3"))
    accepted = fine(run(root, "swap", "accept", id, "--means", "in-person", by="a3")).out
    assert "Accepted by a4, entered by a3 (in-person), on Mon 16 Nov; a leader decides." in accepted
    first, second = Repository.open(root).change_chains[0].events
    assert (first.by, first.for_, first.means.value) == ("a3", "a2", "phone")
    assert (second.by, second.for_, second.means.value) == ("a3", "a4", "in-person")
    fine(run(root, "swap", "approve", id, by="a3"))


def test_approval_waits_for_everybody_and_is_for_a_leader_who_is_no_party(root):
    id = asked(root, "a1", DAY, "a5")
    waits = run(root, "swap", "approve", id, by="a3")
    assert (waits.code, waits.err) == (
        1,
        f"rota: changes/{id} waits for a5 to accept; then it can be approved\n",
    )
    fine(run(root, "swap", "accept", id, by="a5"))
    own = run(root, "swap", "approve", id, by="a1")
    assert own.err == f"rota: a1 is a party to changes/{id}; nobody approves their own. That is for a3\n"
    assert (
        run(root, "swap", "approve", id, by="a4").err
        == f"rota: a4 may not approve changes/{id}. That is for a3\n"
    )
    fine(run(root, "swap", "approve", id, by="a3"))
    again = run(root, "swap", "approve", id, by="a3")
    assert "is applied already" in again.err


def test_a_swap_expires_at_the_end_of_its_last_day(root):
    id = agreed(root, "a2", DAY, "a4")
    late = run(root, "swap", "approve", id, by="a3", now="2026-11-24T00:30:00+00:00")
    assert (late.code, late.err) == (1, f"rota: changes/{id} expired at the end of Mon 23 Nov; ask anew\n")
    assert run(root, "swap", "accept", id, by="a4", now="2026-11-24T00:30:00+00:00").code == 1
    assert run(root, "swap", "withdraw", id, by="a2", now="2026-11-24T00:30:00+00:00").code == 1
    shown = fine(run(root, "swap", "show", id, now="2026-11-24T00:30:00+00:00")).out
    assert "Expired at the end of Mon 23 Nov.\n" in shown
    fine(run(root, "swap", "approve", id, by="a3", now="2026-11-23T23:00:00+00:00"))


def test_it_expires_before_its_day_where_that_is_near(root):
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2", now="2026-12-11T09:00:00+00:00")
    assert "Expires at the end of Mon 14 Dec.\n" in fine(ran).out


def test_a_stale_swap_names_what_has_moved(root):
    first, second = asked(root, "a2", DAY, "a4"), asked(root, "a5", DAY, "a4")
    assert f"{first} also asks for a4 on Mon 14 Dec: of the two only one can be approved.\n" in (
        fine(run(root, "swap", "show", second)).out
    )
    fine(run(root, "swap", "accept", first, by="a4"))
    fine(run(root, "swap", "accept", second, by="a4"))
    fine(run(root, "swap", "approve", first, by="a3"))
    stale = run(root, "swap", "approve", second, by="a3")
    assert (stale.code, stale.err) == (
        1,
        f"rota: changes/{second} is stale: a4 on Mon 14 Dec was early reception, and is late phones now "
        f"(changes/{first}/3). Withdraw or reject it, and ask anew for what stands there now\n",
    )
    assert "Moved since it was asked: a4 on Mon 14 Dec was early reception" in (
        fine(run(root, "swap", "show", second)).out
    )


def test_what_is_denied_is_not_asked_for_and_not_approved(root):
    id = agreed(root, "a2", DAY, "a4")
    edit(
        root,
        "centre.toml",
        '{ rule = "same-pattern", do = "allow" }',
        '{ rule = "same-pattern", do = "deny" }',
    )
    for ran in (
        run(root, "swap", "approve", id, "--despite", "same-pattern", by="a3"),
        run(root, "swap", "request", "a2", DAY, "--with", "a4", by="a2"),
    ):
        assert ran.code == 1
        assert "SHIFT02 2026-12-14: a2 works early on Mon 14 Dec; the month's pattern is late" in ran.err
        assert "it would make worse same-pattern, which [swaps] in centre.toml denies" in ran.err
    shown = fine(run(root, "swap", "show", id)).out
    assert "shifts off the month's pattern; DENIED\n" in shown
    assert "Next:" not in shown


def test_what_is_referred_needs_the_leader_to_name_it(root):
    edit(
        root,
        "centre.toml",
        '{ rule = "same-pattern", do = "allow" }',
        '{ rule = "same-pattern", do = "refer" }',
    )
    id = agreed(root, "a2", DAY, "a4")
    assert (
        f"Next: rota swap approve {id} --despite same-pattern --as a3\n" in run(root, "swap", "show", id).out
    )
    ran = run(root, "swap", "approve", id, by="a3")
    assert ran.code == 1
    assert ran.err.endswith(
        f"rota: changes/{id} would make worse same-pattern, which [swaps] in centre.toml refers to you: "
        "approve it with --despite same-pattern, or reject it\n"
    )
    ran = run(root, "swap", "approve", id, "--despite", "same-patern", by="a3")
    assert (ran.code, ran.err) == (
        2,
        'rota: no rule is named "same-patern"; did you mean "same-pattern"?\n',
    )
    fine(run(root, "swap", "approve", id, "--despite", "same-pattern", by="a3"))
    assert Repository.open(root).change_chains[0].events[-1].despite == {"same-pattern": 2}
    assert "Approved by a3 on Mon 16 Nov, despite same-pattern." in run(root, "swap", "show", id).out


def test_a_leader_rejects_with_a_reason_in_one_word(root):
    id = agreed(root, "a2", DAY, "a4")
    assert run(root, "swap", "reject", id, by="a5").code == 1
    ran = run(root, "swap", "reject", id, "--reason", "cover", by="a3")
    assert fine(ran).out == f"{id} is rejected by a3 (cover).\n"
    assert "Rejected by a3 on Mon 16 Nov (cover).\n" in run(root, "swap", "show", id).out
    assert steps(root) == [Step.REQUESTED, Step.ACCEPTED, Step.REFUSED]


def test_void_puts_every_cell_back_and_is_for_a_leader(root):
    id = applied(root, "a2", DAY, "a4")
    assert run(root, "swap", "void", id, by="a2").code == 1
    ran = fine(run(root, "swap", "void", id, by="a3"))
    assert ran.out.endswith(f"\n{id} is void, by a3.\n")
    assert "same-pattern       should       6      4  shifts off the month's pattern\n" in ran.out
    assert (cell(root, "a2", DAY), cell(root, "a4", DAY)) == ("late phones", "early reception")
    assert "is voided; only what was approved" in run(root, "swap", "void", id, by="a3").err


def test_void_is_refused_while_later_changes_stand_on_its_cells(root):
    first = applied(root, "a2", DAY, "a4")
    second = applied(root, "a4", DAY, "a5")
    ran = run(root, "swap", "void", first, by="a3")
    assert (ran.code, ran.err) == (
        1,
        f"rota: changes/{first} cannot be voided while changes/{second}/3 stand on it; void those first\n",
    )
    fine(run(root, "swap", "void", second, by="a3"))
    fine(run(root, "swap", "void", first, by="a3"))
    assert cell(root, "a4", DAY) == "early reception"


def test_what_was_worked_is_not_undone(root):
    id = applied(root, "a2", DAY, "a4")
    ran = run(root, "swap", "void", id, by="a3", now="2026-12-15T09:00:00+00:00")
    assert ran.err == f"rota: changes/{id} is of Mon 14 Dec, which is past; what was worked is not undone\n"


def test_of_two_changes_of_one_cell_voiding_one_lets_the_other_apply(tmp_path):
    """As a merge brings them together: both approved on the same base, each in its own clone."""
    here, there = published(tmp_path / "here"), published(tmp_path / "there")
    ours, theirs = applied(here, "a2", DAY, "a4"), applied(there, "a5", DAY, "a4")
    folder = here / "changes" / theirs
    folder.mkdir()
    for file in (there / "changes" / theirs).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    assert cell(here, "a4", DAY) == "early reception", "neither applies"
    ran = fine(run(here, "swap", "void", theirs, by="a3", now="2026-12-16T09:00:00+00:00"))
    assert ran.out.endswith(f"\n{theirs} is void, by a3.\n")
    assert cell(here, "a4", DAY) == "late phones"
    states = {matter.id: matter.state(date(2026, 12, 16)) for matter in Repository.open(here).changes}
    assert states == {ours: ChangeState.APPLIED, theirs: ChangeState.VOIDED}


def test_the_list_has_what_is_open_and_everything_on_request(root):
    assert run(root, "swap", "list").err == "No swap is to be settled.\n"
    assert run(root, "swap", "list", "--all").err == "No rota was changed.\n"
    open_ = asked(root, "a2", "2026-12-16", "a4")
    done = applied(root, "a1", DAY, "a5")
    heads, line = fine(run(root, "swap", "list")).out.splitlines()
    assert heads.split() == ["ID", "kind", "state", "about", "how", "it", "stands"]
    words = "a2 and a4 swap on Wed 16 Dec.  Asked by a2 on Mon 16 Nov; waits for a4 to accept."
    assert line == f"{open_}  swap  asked  {words}"
    everything = fine(run(root, "swap", "list", "--all")).out.splitlines()
    assert [line.split()[:3] for line in everything[1:]] == [
        [open_, "swap", "asked"],
        [done, "swap", "applied"],
    ]
    only = fine(run(root, "swap", "list", "--all", "--agent", "a5")).out.splitlines()
    assert [line.split()[0] for line in only[1:]] == [done]


def test_an_unknown_change_lists_the_nearest(root):
    id = asked(root, "a2", DAY, "a4")
    ran = run(root, "swap", "show", f"{id[:-1]}0" if id[-1] != "0" else f"{id[:-1]}1")
    assert (ran.code, f'did you mean "{id}"?' in ran.err) == (2, True)


def test_the_request_is_json_too(root):
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a4", "--format", "json", by="a2")
    assert json.loads(fine(ran).out)["remarks"][0] == "Asked by a2 on Mon 16 Nov; waits for a4 to accept."


def test_timed_parts_do_not_go_with_other_times(tmp_path):
    root = with_cells(tmp_path, {("a4", DAY): "early reception; 13:00-15:00 phones"})
    ran = run(root, "swap", "request", "a2", DAY, "--with", "a4", "--times-only", by="a2")
    assert (ran.code, ran.err) == (
        1,
        "rota: a4 has early reception; 13:00-15:00 phones on Mon 14 Dec: timed parts do not fit other times, so "
        "the times alone are not swapped\n",
    )
    asked(root, "a2", DAY, "a4")


def test_a_leader_who_is_a_party_enters_nobody_elses_word(tmp_path):
    root = published(tmp_path)
    for_me = run(root, "swap", "request", "a2", "2026-12-10", "--with", "a3", "--means", "phone", by="a3")
    wanted = "rota: a3 is a party to it, and may not act for a2; that is for a2, or for a1, who may enter it for them\n"
    assert (for_me.code, for_me.err) == (1, wanted)
    id = asked(root, "a3", "2026-12-12", "a4", "--their-day", "2026-12-19")
    for step in ("accept", "decline"):
        ran = run(root, "swap", step, id, "--for", "a4", "--means", "phone", by="a3")
        assert (ran.code, ran.err) == (1, wanted.replace("a2", "a4"))
    fine(run(root, "swap", "accept", id, "--means", "phone", by="a1"))
