"""What was there before a change is told apart from what it brings, one by one and by amount."""

from pathlib import Path

from rota.domain.place import Place
from rota.files.git import Git
from rota.report import Section
from rota.rules import Excuse, Finding, Level
from rota.work.since.back import Back
from rota.work.since.before import excused

BACK = Back("base", Git(Path(), ""), Path(), "0" * 40, "1" * 40, None, None, None, None)


def found(code: str = "COVER01", amount: int = 1, file: str = "rotas/town/2026-12.toml") -> Finding:
    return Finding(code, Level.SHOULD, f"{code} {amount}", amount, rule="cover", place=Place(file, (), 3, 1))


def section(*findings: Finding) -> Section:
    return Section("December", findings, "town", "2026-12")


def marks(now: Section, before: Section) -> list[tuple[str, str | None]]:
    (judged,) = excused(BACK, (now,), (before,))
    return [(one.message, one.excuse.value if one.excuse else None) for one in judged.findings]


def test_what_was_there_is_excused_and_what_is_new_counts() -> None:
    assert marks(section(found(), found("REST01")), section(found())) == [
        ("REST01 1", None),
        ("COVER01 1", "there before"),
    ]


def test_what_has_grown_counts_and_what_has_shrunk_does_not() -> None:
    assert marks(section(found(amount=3)), section(found(amount=2))) == [("COVER01 3", None)]
    assert marks(section(found(amount=1)), section(found(amount=2))) == [("COVER01 1", "there before")]


def test_one_of_before_excuses_one_of_now() -> None:
    assert marks(section(found(amount=1), found(amount=2)), section(found(amount=2))) == [
        ("COVER01 1", None),
        ("COVER01 2", "there before"),
    ]


def test_what_was_waived_before_is_no_excuse_once_the_waiver_is_gone() -> None:
    waived = found().with_(excuse=Excuse.WAIVED)
    assert marks(section(found()), section(waived)) == [("COVER01 1", None)]


def test_what_is_not_known_now_is_excused_only_by_what_was_not_known_then() -> None:
    unknown = found().with_(unknown=True, amount=0)
    assert marks(section(unknown), section(unknown)) == [("COVER01 1", "there before")]
    assert marks(section(unknown), section(found())) == [("COVER01 1", None)]


def test_a_new_event_is_never_excused_by_an_old_one_about_the_same_cell() -> None:
    event = found("AUDIT02", file="changes/swap00000002/3.toml")
    assert marks(section(event), section(found("AUDIT02", file="changes/swap00000001/3.toml"))) == [
        ("AUDIT02 1", None)
    ]
