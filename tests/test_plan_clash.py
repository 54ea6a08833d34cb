"""Months for which there is no rota: which rules are named, that none of them is named in vain, and the words."""

from collections.abc import Sequence

import pytest

from rota.domain.facts import Facts
from rota.domain.place import Place
from rota.model import answer, child, conflicts
from rota.model.child import Task
from rota.model.result import Limits, Outcome, Status
from rota.rules import Finding, Rule
from rota.work.planning.clash import explain_clash
from rota.work.ruleset import RuleSet
from tests.cli_helpers import MONTH, rota, tiny
from tests.plan_helpers import ONE_WORKER, month, need, planned, rules, should

BINDING = (
    "shift-patterns",
    "working-days",
    "contract-days",
    "agreed-limits",
    "trained",
    "daily-rest",
    "weekly-rest",
)
COVER = {"use": "cover", "level": "must"}
SATURDAY = need("phones", 1, ["sat"], start="09:00", end="16:00")
AT_THE_END = need("phones", [1], ["mon"], start="17:30")
NEVER_LATE = {"limit": [{"never": ["late"]}]}


def _leave_all_week() -> Facts:
    return month(["ann"], demand=[SATURDAY], rota={"ann": "vvvvv.."}, facts=["ann 1..5"], leave=["ann 1..5"])


# The month, the rules, and the codes of those that clash.
CLASHES = {
    "no day for the lieu day": (
        _leave_all_week(),
        (*BINDING, "lieu-day", {"use": "saturday-cover", "level": "must"}),
        ["SAT03", "COVER02"],
    ),
    "cover by nobody who is trained": (
        month(["bob"], demand=[need("reception", 1, ["tue"])]),
        (*BINDING, COVER),
        ["SKILL01", "COVER01"],
    ),
    "two desks for one agent": (
        month(["ann"], demand=[need("phones", 1, ["wed"]), need("reception", 1, ["wed"])]),
        (*BINDING, COVER),
        ["COVER01"],
    ),
    "nobody may work late": (
        month(["ann", "bob"], demand=[AT_THE_END], world={"people": {"ann": NEVER_LATE, "bob": NEVER_LATE}}),
        (*BINDING, COVER),
        ["DAYS03", "COVER01"],
    ),
    "more days a week than in a row": (
        month(["ann"]),
        (*BINDING, {"use": "max-days-in-row", "days": 4}),
        ["HOURS01", "DAYS01"],
    ),
    "two Saturdays for one agent": (
        month(["ann"], 2, [SATURDAY]),
        (*BINDING, "lieu-day", "no-two-saturdays", {"use": "saturday-cover", "level": "must"}),
        ["SAT02", "COVER02"],
    ),
    "a wish that binds on a day of the contract": (
        month(["ann"], wishes={"ann": [{"what": "day-off", "from": 2}]}),
        (*BINDING, {"use": "wishes", "level": "must"}),
        ["HOURS01", "WISH01"],
    ),
}


def clash(name: str) -> tuple[Facts, list[Rule], Outcome]:
    facts, tables, _ = CLASHES[name]
    of = rules(*tables, should("same-pattern"))
    return facts, of, planned(facts, of)


def codes(of: Sequence[Rule], outcome: Outcome) -> list[str]:
    return list(dict.fromkeys(of[each.rule].code for each in outcome.clashes))


@pytest.mark.parametrize("name", CLASHES)
def test_the_rules_that_clash_are_named(name: str) -> None:
    _, of, outcome = clash(name)
    assert (outcome.status, outcome.minimal, outcome.cells) == (Status.INFEASIBLE, True, {})
    assert codes(of, outcome) == CLASHES[name][2]


@pytest.mark.parametrize("name", CLASHES)
def test_lifting_any_one_of_them_makes_a_rota(name: str) -> None:
    """And they clash by themselves: no rule that is not named is needed for it."""
    facts, of, outcome = clash(name)
    named = {each.rule for each in outcome.clashes}
    assert planned(facts, [of[place] for place in sorted(named)]).status is Status.INFEASIBLE
    for lifted in named:
        left = [rule for place, rule in enumerate(of) if place != lifted]
        assert planned(facts, left).status is Status.SOLVED, of[lifted].name


def told(name: str) -> tuple[str, list[str]]:
    facts, of, outcome = clash(name)
    places = tuple(Place("rules.toml", (), 3 * at + 1, 1) for at in range(len(of)))
    message, found = explain_clash(facts, RuleSet(tuple(of), ({},) * len(of), places), outcome)
    return message, [_line(finding) for finding in found]


def _line(finding: Finding) -> str:
    return f"{finding.place}: {finding.code} {finding.message}; {finding.fix}"


GIVE_WAY = 'or let the rule give way with level = "should", or for these days by a waiver of HR: waivers.toml'


def test_the_words_name_agents_places_facts_and_what_would_lift_each() -> None:
    message, lines = told("no day for the lieu day")
    assert message == (
        "there is no rota for June 2026 (Mon 1 Jun to Sun 7 Jun): "
        "the 2 rules above cannot all be kept there; let one of them give way and plan again, "
        "which tells whether anything else clashes"
    )
    assert lines == [
        "rules.toml:22:1: SAT03 lieu-day, ann, the lieu day for Sat 6 Jun: a Saturday turn and its lieu day are in "
        "one week, and no lieu day is without one (given: ann recorded as leave, Mon 1 Jun to Fri 5 Jun); "
        f"set one lieu day in the week of each Saturday worked, and none in other weeks; {GIVE_WAY}",
        "rules.toml:25:1: COVER02 saturday-cover, Sat 6 Jun: at least `heads` agents work on each open "
        f"Saturday; find another volunteer for the Saturday, or lower heads in rules.toml; {GIVE_WAY}",
    ]


def test_the_settings_that_a_rule_speaks_of_are_told() -> None:
    _, lines = told("more days a week than in a row")
    assert lines[1] == (
        "rules.toml:22:1: DAYS01 max-days-in-row, ann: nobody works more than `days` calendar days in a row "
        f"(days = 4); give the agent a day off within the run; {GIVE_WAY}"
    )


def test_agents_of_one_rule_are_told_together() -> None:
    _, lines = told("nobody may work late")
    assert [line.partition(" (")[0].partition(":1: ")[2].partition(":")[0] for line in lines] == [
        "DAYS03 agreed-limits, ann; bob",
        "COVER01 cover, phones on Mon 1 Jun at 17",
    ]


def test_pins_that_clash_through_a_day_still_open_are_named() -> None:
    """Ann has the first Saturday and a lieu day in the second week: its Saturday must and must not be worked."""
    drawn = {"rota": {"ann": "o....S." + "o......"}, "pins": ["ann 1", "ann 6", "ann 8"]}
    facts, of = month(["ann"], 2, **drawn), rules(*BINDING, "lieu-day", "no-two-saturdays")
    outcome = planned(facts, of)
    places = tuple(Place("rules.toml", (), at + 1, 1) for at in range(len(of)))
    _, found = explain_clash(facts, RuleSet(tuple(of), (), places), outcome)
    assert [_line(finding) for finding in found] == [
        "rules.toml:8:1: SAT03 lieu-day, ann, lieu days from Mon 8 Jun to Sun 14 Jun: a Saturday turn and its lieu "
        "day are in one week, and no lieu day is without one (given: ann pinned by tl as lieu, Mon 8 Jun); "
        "set one lieu day in the week of each Saturday worked, and none in other weeks; "
        f"take back a pin with `rota unpin`; {GIVE_WAY}",
        "rules.toml:9:1: SAT02 no-two-saturdays, ann, Sat 6 Jun and the Saturday after: nobody works two Saturdays "
        "running (given: ann pinned by tl as lieu, Mon 1 Jun, ann pinned by tl as saturday phones, Sat 6 Jun); "
        f"give one of the two Saturdays to somebody else; take back a pin with `rota unpin`; {GIVE_WAY}",
    ]


def test_one_rule_alone_is_told_as_such() -> None:
    message, lines = told("two desks for one agent")
    assert len(lines) == 1
    assert message.endswith(
        "the rule above cannot be kept there, whatever else gives way; change what it asks for, and plan again"
    )


def test_a_clash_that_was_not_found_in_time_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "_SECONDS", 0.0)
    facts, of, outcome = clash("more days a week than in a row")
    assert (outcome.clashes, outcome.minimal) == ((), False)
    message, found = explain_clash(facts, RuleSet(tuple(of), (), ()), outcome)
    assert found == ()
    assert message.endswith(
        "no rota keeps all must rules, and which of them clash was not found in time; undo what was changed last, "
        'or set level = "should" on the rules that may give way, and plan again'
    )


def test_a_set_that_was_not_proven_minimal_says_so() -> None:
    facts, of, outcome = clash("more days a week than in a row")
    halfway = Outcome(outcome.status, outcome.seconds, clashes=outcome.clashes, minimal=False)
    message, found = explain_clash(facts, RuleSet(tuple(of), (), (Place("rules.toml"),) * len(of)), halfway)
    assert len(found) == 2
    assert message.endswith(
        "the rules above clash, though time ran out before it was known whether all of them are part of it"
    )


class _Pipe:
    """Takes what a child sends."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    def send(self, message: object) -> None:
        self.sent.append(message)

    def close(self) -> None:
        """Nothing to close."""


def test_a_wrong_verdict_of_the_solver_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first solve calls a feasible month infeasible, as the solver has been seen to: the second finds a rota."""
    from rota.model.solve import Solve

    honest, asked = Solve.run, []

    def run(self: Solve, start: object = None) -> Outcome:
        asked.append(self)
        return Outcome(Status.INFEASIBLE, 0.1) if len(asked) == 1 else honest(self, None)

    monkeypatch.setattr(Solve, "run", run)
    tables = [{"use": name} for name in BINDING]
    pipe = _Pipe()
    child._work(pipe, Task(month(["ann"]), tuple(tables), ONE_WORKER, {}))  # type: ignore[arg-type]
    (*_, outcome) = pipe.sent
    assert isinstance(outcome, Outcome)
    assert (outcome.status, len(asked)) == (Status.SOLVED, 2)


def test_no_second_rota_is_found_where_there_is_none() -> None:
    facts, tables, _ = CLASHES["two desks for one agent"]
    task = Task(facts, (), Limits(workers=1), {})
    assert answer.second_opinion(task, rules(*tables)) is None


def test_the_command_names_the_clash_and_writes_nothing(tmp_path) -> None:
    """Full-timers owe five days of every week that has no closed day, and may work four in a row."""
    root = tiny(tmp_path)
    file = root / "rules.toml"
    before = file.read_text()
    file.write_text(before.replace("days = 6\n", "days = 4\n"))
    ran = rota("plan", MONTH, "--repo", root)
    line = before[: before.index('use = "max-days-in-row"')].count("\n")
    assert ran.code == 1
    assert ran.out == ""
    assert f"rules.toml:{line}:1: DAYS01 max-days-in-row, a" in ran.err
    assert "nobody works more than `days` calendar days in a row (days = 4)" in ran.err
    assert "HOURS01 contract-days, a" in ran.err
    assert "  Next: give the agent a day off within the run; or let the rule give way" in ran.err
    assert (
        "rota: there is no rota for December 2026 (Mon 30 Nov to Sun 3 Jan): the " in ran.err.splitlines()[-1]
    )
    assert not (root / "drafts").exists()
