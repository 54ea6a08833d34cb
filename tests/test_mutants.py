"""The mutants themselves: what is changed in a source, what is left alone, and that the listed equivalents exist."""

from importlib import import_module

import pytest

from tests.mutants.judging import ROOT, files, judges, module_of, rules_of, users
from tests.mutants.ledger import Equivalent, count, equivalents, together
from tests.mutants.mutations import Mutant, mutants
from tests.mutants.trial import begin

SOURCE = '''\
"""A docstring with 1 number."""

from typing import ClassVar


class A:
    """Another."""

    code: ClassVar[str] = "A01"
    remedy: ClassVar[str] = "do it"
    days: Annotated[int, Field(le=7)] = 6

    def check(self, rota: Rota) -> bool:
        """Whether."""
        for day in rota.days:
            if day < self.days and not rota.off:
                continue
            self.found(f"{day + 1} days", amount=2, fix="x")
        return rota.kind is Kind.OFF
'''
BECOMES = [
    "code: ClassVar[str] = \"A01\" -> code: ClassVar[str] = 'A01x'",
    "days: Annotated[int, Field(le=7)] = 6 -> days: Annotated[int, Field()] = 6",
    "days: Annotated[int, Field(le=7)] = 6 -> days: Annotated[int, Field(le=8)] = 6",
    "days: Annotated[int, Field(le=7)] = 6 -> days: Annotated[int, Field(le=7)] = 7",
    "for day in rota.days: -> for day in ():",
    "if day < self.days and not rota.off: -> if True:",
    "if day < self.days and not rota.off: -> if False:",
    "if day < self.days and not rota.off: -> if day < self.days or not rota.off:",
    "if day < self.days and not rota.off: -> if not rota.off:",
    "if day < self.days and not rota.off: -> if day < self.days:",
    "if day < self.days and not rota.off: -> if (day <= self.days) and not rota.off:",
    "if day < self.days and not rota.off: -> if (day >= self.days) and not rota.off:",
    "if day < self.days and not rota.off: -> if day < self.days and rota.off:",
    "continue -> break",
    "continue -> pass",
    'self.found(f"{day + 1} days", amount=2, fix="x") -> pass',
    "self.found(f\"{day + 1} days\", amount=2, fix=\"x\") -> self.found(f'{day + 1} days', fix='x')",
    'self.found(f"{day + 1} days", amount=2, fix="x") -> self.found(f"{day + 1} days", amount=3, fix="x")',
    "return rota.kind is Kind.OFF -> return None",
    "return rota.kind is Kind.OFF -> return True",
    "return rota.kind is Kind.OFF -> return rota.kind is not Kind.OFF",
    "return rota.kind is Kind.OFF -> return rota.kind is Kind.LIEU",
]


def one(file: str, start: str) -> Mutant:
    """The mutant of a file that changes a line to one that begins with ``start``."""
    found = mutants(file, (ROOT / file).read_text("utf-8"), import_module(module_of(file)))
    return next(mutant for mutant in found if mutant.becomes.startswith(start))


def test_every_place_is_changed_once_and_texts_and_types_are_left_alone() -> None:
    module = import_module("constraints.absence_kept")
    found = [f"{mutant.was} -> {mutant.becomes}" for mutant in mutants("a.py", SOURCE, module)]
    lieu = module.Kind
    after = list(lieu)[(list(lieu).index(lieu.OFF) + 1) % len(lieu)].name
    assert sorted(found) == sorted(text.replace("LIEU", after).strip() for text in BECOMES)


def test_a_mutant_is_known_again_when_lines_move() -> None:
    module = import_module("constraints.absence_kept")
    moved = SOURCE.replace("class A", "\n\nclass A")
    assert [mutant.key for mutant in mutants("a.py", SOURCE, module)] == [
        mutant.key for mutant in mutants("a.py", moved, module)
    ]
    assert len({mutant.key for mutant in mutants("a.py", SOURCE, module)}) == len(BECOMES)


def test_every_file_of_the_rules_is_judged_by_the_rules_that_use_it() -> None:
    assert "constraints/rest_windows.py" in files()
    assert all(rules_of(file) for file in files())
    assert rules_of("constraints/rest_windows.py") == ("weekly-rest",)
    assert "constraints/daily_rest.py" in users("constraints/law.py")


@pytest.mark.parametrize("becomes", ["days: PositiveInt = 7", "if (run >= self.days) and"])
def test_a_mutant_is_noticed_by_a_drawn_case_and_the_unchanged_rule_by_none(becomes: str) -> None:
    file = "constraints/max_days_in_row.py"
    called = [judge for judge in judges(file) if judge.name.endswith("checker")]
    assert called
    assert begin(one(file, becomes), called, 60).verdict() in {judge.name for judge in called}
    unchanged = Mutant(file, 1, "", "", "", (ROOT / file).read_text("utf-8"))
    assert begin(unchanged, called, 60).verdict() == ""


def test_a_mutant_that_never_ends_is_stopped_by_the_clock() -> None:
    file = "constraints/max_days_in_row.py"
    text = (ROOT / file).read_text("utf-8") + "\nwhile True:\n    pass\n"
    assert begin(Mutant(file, 1, "", "", "", text), [], 0.2).verdict() == "the clock"


def test_what_does_the_same_is_counted_apart_unless_it_is_noticed() -> None:
    found = [Mutant("a.py", at, "f", f"was {at}", f"becomes {at}", "") for at in range(4)]
    noticed = {mutant.key: "a case" if at < 2 else "" for at, mutant in enumerate(found)}
    same = [Equivalent("a.py", f"was {at}", f"becomes {at}", "why") for at in (0, 2)]
    counted = count("a.py", found, noticed, same)
    assert (counted.mutants, counted.killed, counted.survived, counted.equivalent) == (4, 2, 1, 1)
    assert round(counted.share, 1) == 66.7
    assert round(together([counted, counted]).share, 1) == 66.7


def test_every_listed_equivalent_is_a_mutant_and_has_a_reason() -> None:
    listed = equivalents()
    by_file = {
        file: mutants(file, (ROOT / file).read_text("utf-8"), import_module(module_of(file)))
        for file in {same.file for same in listed}
    }
    assert [same for same in listed if not any(map(same.means, by_file[same.file])) or not same.reason] == []
