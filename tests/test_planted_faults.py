"""The agreement test sees: faults planted in one half of a rule are caught by that rule's worlds."""

import pytest

from rota.packs import installed, rule_class
from tests.agreement.compare import compare
from tests.agreement.faults import bent_check, bent_encode
from tests.agreement.worlds import declared

ENCODER_FAULTS = {
    "absence-cap": ["at most one more", "at most one less", "the calendar forgotten"],
    "agreed-limits": ["nothing forbidden", "any pattern forbidden"],
    "contract-days": ["at least one less", "at most one more", "the calendar forgotten"],
    "cover": ["at least one more", "at least one less"],
    "daily-rest": ["clock changes forgotten", "the past forgotten", "the future forgotten"],
    "late-share": ["costs begin one step late", "the past forgotten", "opening balances forgotten"],
    "leave-blackout": ["nothing forbidden"],
    "leave-kept": ["leave forgotten", "the calendar forgotten"],
    "lieu-day": ["nothing implied", "opening balances forgotten", "leave forgotten"],
    "max-days-in-row": ["runs one longer", "runs without their last day", "the past not asked for"],
    "no-two-saturdays": ["at most one more", "the future forgotten", "opening balances forgotten"],
    "same-pattern": ["no choice priced", "the first day forgotten"],
    "same-service": ["no choice priced", "the first day forgotten"],
    "saturday-cover": ["at least one less", "the calendar forgotten"],
    "saturday-share": ["at most one more", "the future forgotten", "opening balances forgotten"],
    "shift-patterns": ["nothing forbidden", "any pattern forbidden", "the calendar forgotten"],
    "trained": ["nothing forbidden"],
    "weekly-rest": ["one way fewer", "clock changes forgotten", "the past forgotten"],
    "wish-share": ["costs begin one step late", "opening balances forgotten"],
    "wishes": ["a wish without its last day", "the first day forgotten"],
    "working-days": ["nothing forbidden", "the calendar forgotten"],
}
CHECKER_FAULTS = {
    "absence-cap": ["every breach counts one", "the first day not looked at"],
    "agreed-limits": ["the sixth day not looked at"],
    "contract-days": ["every breach counts one more", "the first day not looked at"],
    "cover": ["every breach counts one", "the first day not looked at"],
    "daily-rest": ["clock changes forgotten", "the past forgotten"],
    "late-share": ["a breach of one overlooked", "the past forgotten"],
    "leave-blackout": ["nothing found"],
    "leave-kept": ["leave forgotten"],
    "lieu-day": ["the past forgotten", "the sixth day not looked at"],
    "max-days-in-row": ["the past forgotten", "the future forgotten"],
    "no-two-saturdays": ["the past forgotten", "the future forgotten"],
    "same-pattern": ["the first day not looked at"],
    "same-service": ["the first day not looked at"],
    "saturday-cover": ["every breach counts one", "the calendar forgotten"],
    "saturday-share": ["the past forgotten", "the sixth day not looked at"],
    "shift-patterns": ["the calendar forgotten", "the sixth day not looked at"],
    "trained": ["nothing found"],
    "weekly-rest": ["clock changes forgotten", "the future forgotten"],
    "wish-share": ["every breach counts one", "opening balances forgotten"],
    "wishes": ["every breach counts one more", "the sixth day not looked at"],
    "working-days": ["the calendar forgotten", "the last day not looked at"],
}
WORLDS = declared()


def planted(faults: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, fault) for name, found in faults.items() for fault in found]


def caught(name: str) -> bool:
    worlds = (world for world in WORLDS if world.rule_name == name)
    compared = (
        compare(exhausted, exhausted.rule(level), set())
        for world in worlds
        for level in reversed(world.levels)  # amounts disagree at the first rota, sets only at the end
        for exhausted in world.exhausted()
    )
    return any(next(disagreements, None) for disagreements in compared)


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


def test_every_installed_rule_has_faults_planted_in_both_halves() -> None:
    assert set(ENCODER_FAULTS) == set(CHECKER_FAULTS) == set(installed())
