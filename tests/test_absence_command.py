"""rota absence: what is recorded, what becomes of published cells, and how each of it is taken back."""

import re
import tomllib
from datetime import date, timedelta

import pytest

from rota.domain.cell import TRAINING
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Step
from rota.files import matters
from rota.files.repository import Repository
from rota.work.amend import changes_to, evidence
from tests.cli_helpers import rota as run
from tests.living_world import GROUP, LEADER, MONTH, NOW, published

MORNING = "2026-12-02T07:00:00+00:00"


@pytest.fixture
def root(tmp_path):
    return published(tmp_path)


def rota(root, *args, by=LEADER, now=NOW):
    return run(*args, "--repo", root, ROTA_AS=by, ROTA_NOW=now)


def cells(root, agent, *days):
    known = Repository.open(root).rota(GROUP, MONTH).cells[agent]
    return [str(known[date(2026, 12, day)]) for day in days]


def id_in(text):
    return re.search(r"\((\w{12})\)", text).group(1)


def test_a_few_days_become_absent_and_what_is_short_is_told(root):
    ran = rota(root, "absence", "add", "a5", "2026-12-02", "2026-12-03", "--means", "phone")
    assert ran.code == 0
    assert ran.out == (
        f"a5 is absent from Wed 2 Dec until Thu 3 Dec ({id_in(ran.out)}).\n"
        "  Wed 2 Dec: late reception -> absent\n"
        "  Thu 3 Dec: late reception -> absent\n"
    )
    assert ran.err == (
        "Short with it:\n"
        "  reception Wed 2 Dec 16:30-17:30: 1 short\n"
        "  reception Thu 3 Dec 16:30-17:30: 1 short\n"
        "See what can be done: rota repair 2026-12 --day 2026-12-02\n"
    )
    assert cells(root, "a5", 1, 2, 3, 4) == ["late reception", "absent", "absent", "late reception"]


def test_the_record_says_who_and_when_and_never_why(root):
    ran = rota(root, "absence", "add", "a5", "2026-12-02", "2026-12-02", "--means", "phone")
    (file,) = (root / "absence" / id_in(ran.out)).iterdir()
    said = tomllib.loads(file.read_text())
    assert {key: said[key] for key in ("event", "by", "for", "means", "agent", "from", "until")} == {
        "event": "recorded",
        "by": "a3",
        "for": "a5",
        "means": "phone",
        "agent": "a5",
        "from": date(2026, 12, 2),
        "until": date(2026, 12, 2),
    }
    assert set(said) <= {
        *("format", "event", "agent", "from", "until", "by", "at", "for", "means", "claim"),
        *("base", "judged", "cell"),
    }


def test_a_leader_may_record_what_nobody_told_and_an_agent_their_own(root):
    seen = rota(root, "absence", "add", "a5", "2026-12-02", "2026-12-02")
    told = rota(root, "absence", "add", "me", "2026-12-03", "2026-12-03", by="a2")
    assert (seen.code, told.code) == (0, 0)
    by = {chain.events[0].agent: chain.events[0] for chain in Repository.open(root).absence_chains}
    assert (by["a5"].by, by["a5"].for_, by["a5"].means) == ("a3", None, None)
    assert (by["a2"].by, by["a2"].for_) == ("a2", None)


@pytest.mark.parametrize(
    ("args", "by", "code", "message"),
    [
        (
            ["add", "a2", "2026-12-02"],
            "a5",
            1,
            "rota: a5 may not act for a2; that is for a2, or for a3 or a1, who may enter it for them\n",
        ),
        (
            ["add", "a2", "2026-12-02", "2026-12-01"],
            "a3",
            2,
            "rota: the absence would end on 2026-12-01, before it begins on 2026-12-02; swap the two days\n",
        ),
        (
            ["add", "a9", "2026-12-02"],
            "a3",
            2,
            'rota: no agent has the id "a9"; there are a1, a2, a3, a4, a5, a6\n',
        ),
        (["add", "a2", "2.12."], "a3", 2, "rota: Invalid value for "),
        (
            ["end", "a2", "2026-12-02"],
            "a3",
            2,
            "rota: no absence of a2 is recorded; record one: rota absence add a2 FROM\n",
        ),
        (["void", "xyz"], "a3", 2, 'rota: no absence is named "xyz"; there is none yet\n'),
    ],
)
def test_what_cannot_be_is_refused_with_the_next_step(root, args, by, code, message):
    ran = rota(root, "absence", *args, by=by)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(message)
    assert not (root / "absence").exists()


def test_nobody_is_absent_twice_on_one_day(root):
    id = id_in(rota(root, "absence", "add", "a2", "2026-12-02", "2026-12-04").out)
    again = rota(root, "absence", "add", "a2", "2026-12-04")
    assert again.code == 1
    assert again.err == (
        f"rota: an absence of a2 is recorded from 2026-12-02 until 2026-12-04 ({id}); "
        f"say when it ends: rota absence end {id} UNTIL\n"
    )
    assert rota(root, "absence", "add", "a2", "2026-12-07").code == 0


def test_an_open_absence_gives_leave_back_and_its_end_gives_the_rest_back(root):
    begun = rota(root, "absence", "add", "a1", "2026-12-09")
    id = id_in(begun.out)
    assert begun.out.startswith(
        f"a1 is absent from Wed 9 Dec, open-ended ({id}).\n  Wed 9 Dec: leave -> absent\n"
    )
    assert begun.out.endswith("  and 7 more cells\n")
    assert begun.err.endswith(f"When the end is known: rota absence end {id} UNTIL\n")
    assert cells(root, "a1", 8, 9, 14, 24, 25, 26) == ["leave", "absent", "absent", "absent", "closed", "off"]
    ended = rota(root, "absence", "end", "a1", "2026-12-10")
    assert ended.code == 0
    assert ended.out.startswith(
        f"a1 is absent from Wed 9 Dec until Thu 10 Dec ({id}).\n  Fri 11 Dec: absent -> leave\n"
    )
    assert cells(root, "a1", 9, 10, 11, 14) == ["absent", "absent", "leave", "early reception"]
    longer = rota(root, "absence", "end", id[:6], "2026-12-14")
    assert longer.out == (
        f"a1 is absent from Wed 9 Dec until Mon 14 Dec ({id}).\n"
        "  Fri 11 Dec: leave -> absent\n"
        "  Mon 14 Dec: early reception -> absent\n"
    )
    assert cells(root, "a1", 11, 14, 15) == ["absent", "absent", "early reception"]
    same = rota(root, "absence", "end", "a1", "2026-12-14")
    assert (same.code, same.err) == (2, f"rota: the absence {id} of a1 ends on 2026-12-14 already\n")
    before = rota(root, "absence", "end", "a1", "2026-12-08")
    assert before.err == (
        f"rota: the absence begins on 2026-12-09; if it never was, say `rota absence void {id}`\n"
    )


def test_an_absence_that_never_was_leaves_the_rota_as_it_was(root):
    was = Repository.open(root).rota(GROUP, MONTH).cells
    id = id_in(rota(root, "absence", "add", "a4", "2026-12-10").out)
    rota(root, "absence", "end", "a4", "2026-12-16")
    gone = rota(root, "absence", "void", id)
    assert gone.code == 0
    assert "  Mon 14 Dec: absent -> early reception\n" in gone.out
    repo = Repository.open(root)
    assert (repo.rota(GROUP, MONTH).cells, repo.absences) == (was, ())
    again = rota(root, "absence", "void", id)
    wanted = (
        f"rota: absence/{id} is void already; where a4 is absent after all: rota absence add a4 2026-12-10\n"
    )
    assert (again.code, again.err) == (1, wanted)


def test_the_list_names_open_ones_and_who_recorded_them(root):
    first = id_in(rota(root, "absence", "add", "a5", "2026-12-02", "2026-12-03").out)
    second = id_in(rota(root, "absence", "add", "a2", "2026-12-04", by="a2").out)
    assert rota(root, "absence", "list").out.splitlines() == [
        "id            agent            from        until       recorded by",
        f"{second}  a2 Ben Osei      2026-12-04  open        a2",
        f"{first}  a5 Elsie Brandt  2026-12-02  2026-12-03  a3",
    ]
    assert [line[:12] for line in rota(root, "absence", "list", "--open").out.splitlines()[1:]] == [second]
    rota(root, "absence", "void", second)
    assert rota(root, "absence", "list", "--open").err == "No absence is open.\n"


def test_a_saturday_and_its_lieu_day_that_are_both_missed_are_off_and_absent(root):
    # a4 has Tue 15 Dec in lieu of Sat 19 Dec: neither is worked, so nothing is earned and nothing taken.
    ran = rota(root, "absence", "add", "a4", "2026-12-14", "2026-12-20")
    assert cells(root, "a4", 14, 15, 19, 20) == ["absent", "absent", "off", "off"]
    assert "lieu" not in ran.err


def test_a_lieu_day_alone_stays_one(root):
    rota(root, "absence", "add", "a4", "2026-12-14", "2026-12-16")
    assert cells(root, "a4", 14, 15, 16, 19) == ["absent", "lieu", "absent", "saturday phones"]


def test_a_lieu_day_goes_and_comes_back_with_its_saturday(root):
    rota(root, "absence", "add", "a4", "2026-12-14", "2026-12-16")
    rota(root, "absence", "end", "a4", "2026-12-19")
    assert cells(root, "a4", 15, 19) == ["absent", "off"]
    rota(root, "absence", "end", "a4", "2026-12-18")
    assert cells(root, "a4", 15, 18, 19) == ["lieu", "absent", "saturday phones"]


def test_a_saturday_missed_after_its_lieu_day_is_owed(root):
    ran = rota(root, "absence", "add", "a1", "2026-12-05", "2026-12-05")
    assert ran.out.endswith("  Sat 5 Dec: saturday phones -> off\n")
    assert ran.err.startswith(
        "a1 had Tue 1 Dec in lieu of Sat 5 Dec: 7:00 are not earned now, and the ledger shows them as owed.\n"
    )


def taken_back_to_work(root, agent, day):
    """A replan puts an absent agent on training, as somebody may who knows more by then."""
    repo = Repository.open(root)
    changed = changes_to(repo, {(agent, day): TRAINING})
    said = {"by": LEADER, "at": NOW, **evidence(repo, changed)}
    event = ChangeEvent(event=Step.RECORDED, kind=ChangeKind.REPLAN, cell=changed, **said)
    return matters.begin(root, "changes", event)


def test_what_others_changed_meanwhile_stays_and_is_in_the_way_of_voiding(root):
    id = id_in(rota(root, "absence", "add", "a5", "2026-12-02", "2026-12-04").out)
    other = taken_back_to_work(root, "a5", date(2026, 12, 3))
    void = rota(root, "absence", "void", id)
    assert void.code == 1
    assert f"changes/{other}" in void.err
    ended = rota(root, "absence", "end", id, "2026-12-02")
    assert ended.out == f"a5 is absent on Wed 2 Dec ({id}).\n  Fri 4 Dec: absent -> late reception\n"
    assert cells(root, "a5", 2, 3, 4) == ["absent", "training", "late reception"]


def test_months_that_were_planned_meanwhile_keep_what_was_planned(root):
    rota(root, "absence", "add", "a5", "2026-12-28")
    january = root / "rotas" / GROUP / "2027-01.toml"
    days = [date(2027, 1, 4) + timedelta(days=at) for at in range(28)]
    lines = [f'{day} = "{"absent" if day.weekday() < 5 else "off"}"' for day in days]
    january.write_text(
        f'format = 1\ngroup = "{GROUP}"\nmonth = "2027-01"\n\n[cells.a5]\n' + "\n".join(lines) + "\n"
    )
    ended = rota(root, "absence", "end", "a5", "2027-01-08")
    assert ended.err.startswith(
        "15 days from Mon 11 Jan on were planned as absent and stay so; "
        "plan them anew: rota plan 2027-01 --from 2027-01-11\n"
    )


def test_a_draft_that_does_not_know_of_it_is_named(root):
    (root / "drafts" / GROUP / "2027-01").mkdir(parents=True)
    base = (root / "rotas" / GROUP / f"{MONTH}.toml").read_text()
    (root / "drafts" / GROUP / "2027-01" / "1.toml").write_text(base.replace(MONTH, "2027-01", 1))
    ran = rota(root, "absence", "add", "a5", "2026-12-31")
    assert "The draft of 2027-01 does not know of it yet; plan again: rota plan 2027-01\n" in ran.err


def test_nothing_of_the_past_is_called_short(root):
    ran = rota(root, "absence", "add", "a5", "2026-12-01", "2026-12-02", now=MORNING)
    assert "Short with it:\n  reception Wed 2 Dec 16:30-17:30: 1 short\nSee" in ran.err
    assert "Tue 1 Dec" not in ran.err


def test_the_rota_with_an_absence_breaks_no_rule_of_absence(root):
    rota(root, "absence", "add", "a4", "2026-12-14", "2026-12-16")
    rota(root, "absence", "add", "a5", "2026-12-02")
    out = rota(root, "check", MONTH, "--format", "concise").out
    assert "ABS02" not in out
    assert "AUDIT" not in out
    assert "LEAVE02" not in out


def two_teams(root):
    """a4, a5 and a6 are a team of their own, led by a5; nobody deputises for anybody."""
    centre, people = root / "centre.toml", root / "people.toml"
    back = '[[team]]\nid = "back"\nname = "Back office"\nsite = "town-hall"\nleader = "a5"\n'
    text = centre.read_text("utf-8").replace('deputy = [{ id = "a1" }]\n', f"\n{back}")
    centre.write_text(text.replace('teams = ["front"]', 'teams = ["front", "back"]'), "utf-8")
    first, last = people.read_text("utf-8").split('id = "a4"')
    people.write_text(f'{first}id = "a4"{last.replace(chr(34) + "front", chr(34) + "back")}', "utf-8")


def audited(root):
    """The findings about who may what, with the day of the last look."""
    ran = rota(root, "check", MONTH, "--format", "json", now="2026-12-04T09:00:00+00:00")
    return sorted(set(re.findall(r"AUDIT\d\d", ran.out)))


def test_whoever_stands_by_for_a_leader_who_is_absent_passes_the_audit_whatever_becomes_of_it(root):
    two_teams(root)
    before = audited(root)
    assert "AUDIT02" not in before
    # The leader is to be absent in two weeks, which the other leader is told; nobody else could enter it.
    id = id_in(rota(root, "absence", "add", LEADER, "2026-12-02", "2026-12-03", by="a5").out)
    asked = rota(root, "leave", "request", "a1", "2026-12-29", by="a1", now=MORNING).out.split()[0]
    assert rota(root, "leave", "approve", asked, by="a5", now=MORNING).code == 0
    assert audited(root) == before
    # Void afterwards, the absence was known all the same when the other leader stood in.
    assert rota(root, "absence", "void", id, by="a5", now="2026-12-03T09:00:00+00:00").code == 0
    assert audited(root) == before


def test_must_rules_that_break_with_an_absence_are_named_at_once(root):
    """a3, the other one of reception, has Tuesday 8 December in lieu: nobody is left then."""
    ran = rota(root, "absence", "add", "a5", "2026-12-07", "2026-12-08", now="2026-12-04T09:00:00+00:00")
    assert ran.code == 0
    assert (
        "Broken with it, which nobody asked for; mend it, or let HR know:\n"
        "rotas/town-hall/2026-12.toml:1:1: ABS03 2026-12-08: 0 of reception at work on Tue 8 Dec, "
        "at least 1 wanted; not there: a3, a5\n"
    ) in ran.err
