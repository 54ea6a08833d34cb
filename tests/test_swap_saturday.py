"""A Saturday takes its lieu day along; chains of three; one-way cover; what is owed instead."""

from rota.domain.period import Period
from rota.files.repository import Repository
from rota.work.amend import rota_now
from rota.work.effects import effects_of
from rota.work.swap.card import decision_of
from tests.living_world import GROUP, MONTH, published
from tests.swap_world import applied, asked, begun, cell, edit, fine, plain, run, with_cells

SATURDAY = "2026-12-05"
"""a1 works it, with lieu on Tuesday 1 December."""

CARD = """\
Swap ID: a1 and a4 swap on Sat 5 Dec.
Asked by a1 on Mon 16 Nov; waits for a4 to accept.
The lieu day of that week goes along: a4 has it on Tue 1 Dec.

Cells                       before                        after
a1 Ana Whitlock  Tue 1 Dec  lieu                          early reception  08:30-16:30
a1 Ana Whitlock  Sat 5 Dec  saturday phones  09:00-16:00  off
a4 Dev Malhotra  Tue 1 Dec  early reception  08:30-16:30  lieu
a4 Dev Malhotra  Sat 5 Dec  off                           saturday phones  09:00-16:00

Rules that change  level   before  after
saturday-share     should       0      1  Saturdays out of turn; REFERRED to the leader
  + saturday-share: a4 has 0.86 Saturdays to do and works 2; the turns of the month end with those who have 0.86
N rules unchanged.

People           hours             lieu            leave  Saturdays  due             shortest rest
a1 Ana Whitlock  207:00 -> 200:00  -1:00 -> 0:00   40:00  1 -> 0     -0.14 -> 0.86   16:30 -> 16:00
a4 Dev Malhotra  207:00 -> 214:00  -1:00 -> -2:00  40:00  1 -> 2     -0.14 -> -1.14  16:00 -> none

Cover does not change in any half hour.

Approval: a3.
Expires at the end of Mon 23 Nov.
Next: rota swap accept ID --as a4
"""


def test_the_lieu_day_goes_along_and_the_giver_works_that_day(tmp_path):
    root = published(tmp_path)
    ran = run(root, "swap", "request", "a1", SATURDAY, "--with", "a4", by="a1")
    assert plain(ran.out, begun(ran)) == CARD


def test_saturdays_exchanged_keep_hours_and_lieu_of_everybody(tmp_path):
    root = published(tmp_path)
    before = sums(root)
    applied(root, "a1", SATURDAY, "a4", "--their-day", "2026-12-19")
    for agent, saturday, lieu in (("a4", SATURDAY, "2026-12-01"), ("a1", "2026-12-19", "2026-12-15")):
        assert (cell(root, agent, saturday), cell(root, agent, lieu)) == ("saturday phones", "lieu")
    assert cell(root, "a1", "2026-12-01") == "early reception"
    assert cell(root, "a4", "2026-12-15") == "early reception"
    assert sums(root) == before
    assert fine(run(root, "check", MONTH)).code == 0, "a Saturday taken over is no breach"


def sums(root):
    repo = Repository.open(root)
    rota = rota_now(repo, GROUP, MONTH)
    from rota.show.totals import ledger, totals

    return {
        agent: (totals(rota, agent).minutes, len(totals(rota, agent).saturdays), ledger(rota, agent).balance)
        for agent in rota.agents
    }


def test_where_the_lieu_day_of_the_taker_is_another_the_giver_works_as_usual(tmp_path):
    root = with_cells(tmp_path, {("a4", "2026-12-01"): "off"})
    ran = run(root, "swap", "request", "a1", SATURDAY, "--with", "a4", by="a1")
    out = fine(ran).out
    assert "The lieu day of that week goes along: a4 has it on " in out
    assert "a1 Ana Whitlock  Tue 1 Dec" in out
    assert "lieu                          early reception  08:30-16:30" in out


def test_a_lieu_day_that_is_over_leaves_both_owing_and_says_by_when(tmp_path):
    """On Friday the lieu day of Tuesday is past: a1 has had it, and a4 can have none any more."""
    root = with_cells(tmp_path, {("a4", "2026-12-04"): "off"})
    ran = run(
        root, "swap", "request", "a1", SATURDAY, "--with", "a4", by="a1", now="2026-12-03T22:00:00+00:00"
    )
    out = fine(ran).out
    assert "a4 Dev Malhotra is owed 7:00 in lieu for Sat 5 Dec, to be given by Sun 31 Jan\n" in out
    assert "a1 Ana Whitlock has had the lieu day for Sat 5 Dec and owes 8:00, by Sun 31 Jan\n" in out
    assert "lieu-day           must         0      " in out
    assert "REFERRED to the leader" in out, "the ledger settles it, so the leader may say yes"


def test_a_rule_about_lieu_that_is_named_in_the_policy_goes_as_named(tmp_path):
    root = with_cells(tmp_path, {("a4", "2026-12-04"): "off"})
    edit(
        root,
        "centre.toml",
        '{ rule = "same-pattern", do = "allow" }',
        '{ rule = "same-pattern", do = "allow" },\n    { rule = "lieu-day", do = "deny" }',
    )
    ran = run(
        root, "swap", "request", "a1", SATURDAY, "--with", "a4", by="a1", now="2026-12-03T22:00:00+00:00"
    )
    assert (ran.code, "make worse lieu-day, which [swaps] in centre.toml denies" in ran.err) == (1, True)


def test_one_way_cover_moves_the_hours_and_says_how_they_are_settled(tmp_path):
    root = published(tmp_path)
    ran = run(root, "swap", "request", "a1", SATURDAY, "--with", "a4", "--cover", "--settle", "paid", by="a1")
    id = begun(ran)
    assert ran.out.startswith(
        f"Cover {id}: a4 takes the shift of a1 on Sat 5 Dec; the hours are paid to a4.\n"
    )
    fine(run(root, "cover", "accept", id, by="a4"))
    fine(run(root, "cover", "approve", id, "--despite", "saturday-share", by="a3"))
    assert (cell(root, "a1", SATURDAY), cell(root, "a4", SATURDAY)) == ("off", "saturday phones")
    assert Repository.open(root).change_chains[0].events[-1].settle == "paid"


def test_a_chain_of_three_needs_all_three(tmp_path):
    root = chain_world(tmp_path)
    found = fine(run(root, "swap", "find", DAY, "--agent", "a1"))
    assert [line.split("  ")[0] for line in found.out.splitlines() if line] == [
        "a1 on Mon 14 Dec: early phones.",
        "Chains of three",
        "a2 Ben Osei -> a4 Dev Malhotra",
        "Ruled out",
        "",
        "",
    ]
    assert (
        "  late phones    middle reception | early phones  same-pattern +1, same-service +2, wishes +1  "
        in (found.out)
    )
    assert found.err == f"Next: rota swap request a1 {DAY} --with a2 --with a4\n"
    ran = run(root, "swap", "request", "a1", DAY, "--with", "a2", "--with", "a4", by="a1")
    id = begun(ran)
    assert ran.out.startswith(f"Swap {id}: a1, a2 and a4 swap on Mon 14 Dec.\n")
    assert "waits for a2 and a4 to accept." in ran.out
    fine(run(root, "swap", "accept", id, by="a2"))
    assert "waits for a4 to accept" in run(root, "swap", "approve", id, by="a3").err
    fine(run(root, "swap", "accept", id, by="a4"))
    fine(run(root, "swap", "approve", id, by="a3"))
    assert [cell(root, agent, DAY) for agent in ("a1", "a2", "a4")] == [
        "late phones",
        "middle reception",
        "early phones",
    ]


DAY = "2026-12-14"


def chain_world(folder):
    """Where no two can swap: a1 not the middle, a2 not the early, and all others work as a1 does."""
    cells = {(agent, DAY): "early phones" for agent in ("a1", "a3", "a5", "a6")}
    cells |= {("a2", DAY): "late phones", ("a4", DAY): "middle reception"}
    root = with_cells(folder, cells)
    for agent, never in (("a1", "middle"), ("a2", "early")):
        head = f'id = "{agent}"\nteam = "front"\nemployer = "council"\ncontract = "full-time"\n'
        limit = f'limit = [{{ never = ["{never}"], from = {DAY} }}]\n'
        edit(root, "people.toml", head, head + limit)
    return root


def test_pairs_are_preferred_to_chains(tmp_path):
    root = published(tmp_path)
    assert "Could swap, the least harm first" in run(root, "swap", "find", DAY, "--agent", "a2").out


def test_effects_of_a_swap_conserve_hours_within_the_pair(tmp_path):
    root = published(tmp_path)
    asked(root, "a1", SATURDAY, "a4", "--their-day", "2026-12-19")
    repo = Repository.open(root)
    decision = decision_of(repo, repo.changes[0])
    assert effects_of(repo, decision.cells).agents
    for agent in decision.effects.agents:
        assert agent.credited[0] == agent.credited[1]
        assert agent.lieu[0] == agent.lieu[1]
        assert agent.saturdays == (1, 1)
    assert {change.day in Period.of_month(MONTH) for change in decision.cells} == {True}
