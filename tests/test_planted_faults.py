"""The agreement test sees: faults planted in one half of a rule are caught by that rule's worlds."""

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random

import pytest

from rota.model.exact import Choice
from rota.packs import installed, rule_class
from rota.rules import Level
from rota.testing import cases_of, checker_faults
from rota.testing.compare import NOTHING, compare, posted
from rota.testing.worlds import Exhausted, declared
from tests.agreement.faults import bent_check, bent_encode, speaking
from tests.casefiles import CASES, WORLDS

ENCODER_FAULTS = {
    "absence-cap": ["at most one more", "at most one less", "the calendar forgotten"],
    "absence-kept": ["absence forgotten", "leave forgotten", "the calendar forgotten"],
    "agreed-limits": ["nothing forbidden", "any pattern forbidden"],
    "attendance-floor": ["at least one more", "at least one less", "the calendar forgotten"],
    "buddy": [
        "nothing implied",
        "the first day forgotten",
        "every buddy but the first forgotten",
        "first days forgotten",
        "any pattern may do",
    ],
    "break-window": ["nothing forbidden", "pins and records taken for duties alone"],
    "contract-days": ["at least one less", "at most one more", "the calendar forgotten"],
    "cover": ["at least one more", "at least one less"],
    "daily-rest": ["clock changes forgotten", "the past forgotten", "the future forgotten"],
    "late-share": ["costs begin one step late", "the past forgotten", "opening balances forgotten"],
    "leader-present": [
        "at least one more",
        "at least one less",
        "any pattern may do",
        "deputies forgotten",
        "leaders forgotten",
        "who may be lent forgotten",
        "work that can wait forgotten",
        "the calendar forgotten",
    ],
    "leave-blackout": ["nothing forbidden"],
    "leave-kept": ["leave forgotten", "the calendar forgotten"],
    "lending": [
        "nothing forbidden",
        "who may be lent forgotten",
        "work that can wait forgotten",
    ],
    "lieu-day": ["nothing implied", "opening balances forgotten", "leave forgotten"],
    "max-days-in-row": ["runs one longer", "runs without their last day", "the past not asked for"],
    "no-two-saturdays": ["at most one more", "the future forgotten", "opening balances forgotten"],
    "rest-break": ["nothing forbidden", "any pattern forbidden"],
    "same-pattern": ["no choice priced", "the first day forgotten"],
    "same-service": ["no choice priced", "the first day forgotten"],
    "saturday-cover": ["at least one less", "the calendar forgotten"],
    "saturday-share": [
        "at most one more",
        "the future forgotten",
        "opening balances forgotten",
        "swaps forgotten",
    ],
    "service-level": ["costs begin one step late", "calls forgotten"],
    "shift-patterns": ["nothing forbidden", "any pattern forbidden", "the calendar forgotten"],
    "trained": ["nothing forbidden"],
    "average-week": ["at most one more", "at most one less", "the past forgotten", "the future forgotten"],
    "weekly-rest": ["one way fewer", "clock changes forgotten", "the past forgotten"],
    "wish-share": ["costs begin one step late", "opening balances forgotten"],
    "young-hours": ["at most one more", "at most one less", "nothing forbidden"],
    "young-nights": ["nothing forbidden", "any pattern forbidden"],
    "wishes": ["a wish without its last day", "the first day forgotten"],
    "work-in-time": [
        "one step less to work it off",
        "work that can wait forgotten",
        "the calendar forgotten",
    ],
    "working-days": ["nothing forbidden", "the calendar forgotten"],
    "written-terms": ["nothing forbidden", "any pattern forbidden", "variations forgotten"],
}
CHECKER_FAULTS = {
    "absence-cap": ["every breach counts one", "the first day not looked at"],
    "absence-kept": ["absence forgotten", "leave forgotten"],
    "agreed-limits": ["the sixth day not looked at"],
    "attendance-floor": ["every breach counts one", "the first day not looked at"],
    "buddy": [
        "the first day not looked at",
        "every breach counts one more",
        "every buddy but the first forgotten",
        "first days forgotten",
    ],
    "break-window": ["nothing found", "every breach counts one more"],
    "contract-days": ["every breach counts one more", "the first day not looked at"],
    "cover": ["every breach counts one", "the first day not looked at"],
    "daily-rest": ["clock changes forgotten", "the past forgotten"],
    "late-share": ["a breach of one overlooked", "the past forgotten"],
    "leader-present": [
        "every breach counts one",
        "the first day not looked at",
        "deputies forgotten",
        "leaders forgotten",
        "who may be lent forgotten",
        "work that can wait forgotten",
        "the calendar forgotten",
    ],
    "leave-blackout": ["nothing found"],
    "leave-kept": ["leave forgotten"],
    "lending": [
        "the first day not looked at",
        "nothing found",
        "who may be lent forgotten",
        "work that can wait forgotten",
    ],
    "lieu-day": ["the past forgotten", "the sixth day not looked at"],
    "max-days-in-row": ["the past forgotten", "the future forgotten"],
    "no-two-saturdays": ["the past forgotten", "the future forgotten"],
    "rest-break": ["the first day not looked at"],
    "same-pattern": ["the first day not looked at"],
    "same-service": ["the first day not looked at"],
    "saturday-cover": ["every breach counts one", "the calendar forgotten"],
    "saturday-share": ["the past forgotten", "the sixth day not looked at", "swaps forgotten"],
    "service-level": ["every breach counts one", "the first day not looked at", "calls forgotten"],
    "shift-patterns": ["the calendar forgotten", "the sixth day not looked at"],
    "trained": ["nothing found"],
    "average-week": ["the past forgotten", "the future forgotten", "the sixth day not looked at"],
    "weekly-rest": ["clock changes forgotten", "the future forgotten"],
    "wish-share": ["every breach counts one", "opening balances forgotten"],
    "young-hours": ["the first day not looked at", "the sixth day not looked at"],
    "young-nights": ["the first day not looked at"],
    "wishes": ["every breach counts one more", "the sixth day not looked at"],
    "work-in-time": ["every breach counts one", "the first day not looked at", "the calendar forgotten"],
    "working-days": ["the calendar forgotten", "the last day not looked at"],
    "written-terms": ["variations forgotten", "the sixth day not looked at"],
}
RECORD_FAULTS = {
    "approval-fits": ["matters forgotten", "the publication forgotten"],
    "approved-by-entitled": [
        "clock changes forgotten",
        "leave forgotten",
        "voiding forgotten",
        "deputies forgotten",
        "somebody always stands by",
        "HR taken for leaders",
    ],
    "base-unedited": ["the publication forgotten", "nothing found"],
    "changes-apply": ["what does not apply forgotten", "every breach counts one more"],
    "consent-given": ["matters forgotten", "words entered taken as their writer's"],
    "no-own-approval": ["matters forgotten", "words entered taken as their writer's"],
    "one-change-a-cell": ["what does not apply forgotten", "every breach counts one more"],
    "part-time-parity": ["the past forgotten", "leave forgotten", "the calendar forgotten"],
    "published-in-time": ["clock changes forgotten", "the publication forgotten", "every breach counts one"],
    "refusal-notice": ["leave forgotten", "the calendar forgotten", "every breach counts one"],
    "shift-notice": [
        "clock changes forgotten",
        "matters forgotten",
        "the publication forgotten",
        "every breach counts one",
    ],
    "statutory-leave": ["opening balances forgotten", "the calendar forgotten", "the past forgotten"],
    "told-in-time": ["the publication forgotten", "every breach counts one"],
    "window-consented": ["matters forgotten", "every breach counts one more"],
}
"""For rules about what was recorded, which have nothing to tell a plan: their cases catch these."""


GLIMPSE = 40
"""So many rotas of a world are looked at first."""


def planted(faults: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, fault) for name, found in faults.items() for fault in found]


class Glimpse(Exhausted):
    """A world of which only some rotas are looked at."""

    def choices(self) -> Iterator[Choice]:
        every = list(super().choices())
        yield from Random(0).sample(every, min(GLIMPSE, len(every)))  # noqa: S311 - repeatable, not secret


@cache
def worlds_of(name: str) -> list[tuple[Level, Exhausted]]:
    """The worlds of a rule at their levels, the smallest first."""
    found = [
        (level, exhausted)
        for world in declared(WORLDS)
        if world.rule_name == name
        for exhausted in world.exhausted()
        for level in reversed(world.levels)
    ]
    return sorted(found, key=lambda each: len(each[1].alphabet) ** len(each[1].free))


def glimpses_of(name: str) -> Iterator[tuple[Level, Glimpse]]:
    """A glimpse of each world where amounts are compared rota by rota, so that what differs in some differs in all."""
    for level, world in worlds_of(name):
        if level is not Level.MUST and len(set(world.duties(world.alphabet))) == len(world.alphabet):
            yield level, Glimpse(world.rota, world.free, world.alphabet, world.settings)


def differ(worlds: Iterable[tuple[Level, Exhausted]]) -> bool:
    """Whether encoder and checker disagree about any rota."""
    return any(next(compare(world, world.rule(level), set()), None) for level, world in worlds)


def caught(name: str) -> bool:
    """Most faults are seen in a glimpse; for the others the worlds are exhausted."""
    return differ(glimpses_of(name)) or differ(worlds_of(name))


@pytest.mark.parametrize("name", sorted(ENCODER_FAULTS))
def test_without_a_fault_a_glimpse_shows_none(name: str) -> None:
    assert not differ(glimpses_of(name))


@pytest.mark.parametrize(("name", "fault"), planted(ENCODER_FAULTS))
def test_a_fault_of_the_encoder_is_caught(name: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rule_class(name)
    monkeypatch.setattr(rule, "encode", bent_encode(rule, fault))
    assert caught(name)


@pytest.mark.parametrize(("name", "fault"), planted(CHECKER_FAULTS))
def test_a_fault_of_the_checker_is_caught(name: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rule_class(name)
    monkeypatch.setattr(rule, "check", bent_check(rule, fault))
    assert caught(name)


def wrong_cases(name: str) -> list[str]:
    """The cases of a rule in which its checker does not find what is drawn."""
    return [case.name for case in cases_of(name, CASES) if checker_faults(case)]


@pytest.mark.parametrize(("name", "fault"), planted(RECORD_FAULTS))
def test_a_fault_in_judging_the_record_is_caught(
    name: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = rule_class(name)
    assert wrong_cases(name) == []
    monkeypatch.setattr(rule, "check", bent_check(rule, fault))
    assert wrong_cases(name)


@pytest.mark.parametrize("name", sorted(RECORD_FAULTS))
def test_a_rule_of_the_record_that_speaks_to_the_planner_is_caught(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = rule_class(name)
    monkeypatch.setattr(rule, "encode", speaking)
    assert any(posted(case.rule, case.rota.facts) != NOTHING for case in cases_of(name, CASES))


def test_every_installed_rule_has_faults_planted_in_both_halves() -> None:
    planning = {name for name in installed() if rule_class(name).plans}
    assert set(ENCODER_FAULTS) == set(CHECKER_FAULTS) == planning
    assert set(RECORD_FAULTS) == set(installed()) - planning
