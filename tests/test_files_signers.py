"""The list of allowed signers: whose key is whose, from when until when, and each line that cannot be relied upon."""

from datetime import UTC, datetime

import pytest

from rota.files.errors import BadInput
from rota.files.signers import read_signers

KEY = "AAAAC3NzaC1lZDI1NTE5AAAAICNE+aVatLYIpBdkIsK5oqrk2zaXU9cr5Nyt8PkDg/EK"
PRINT = "SHA256:qcOvEvjUUQ/HTZ+mGHfFz2jsdKx4SorF7UC/a0Hc4uo"
OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIHq8xKbN4mOqGg3oJ1cW6x0sQ0jv0m2m5m4m3m2m1m0m"


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00").astimezone(UTC)


def wrong(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BadInput) as caught:
        read_signers(text)
    return [(one.code, str(one.place), one.message) for one in caught.value.findings]


def test_a_line_is_somebody_with_a_key_by_its_fingerprint() -> None:
    (one,) = read_signers(f'# who signs\n\na3 namespaces="git" ssh-ed25519 {KEY} of the leader\n')
    assert (one.id, one.key, one.line, one.after, one.before) == ("a3", PRINT, 3, None, None)
    assert str(one.place) == "allowed_signers:3:1"


def test_a_key_is_valid_from_its_first_moment_until_before_its_last() -> None:
    (one,) = read_signers(f'a3 valid-after="20260101",valid-before="20261101Z" ssh-ed25519 {KEY}')
    days = ("2025-12-31", "2026-01-01", "2026-10-31", "2026-11-01")
    assert [one.valid(moment(day)) for day in days] == [False, True, True, False]
    (one,) = read_signers(f'a3 valid-before="202611011230" ssh-ed25519 {KEY}')
    assert one.before == datetime(2026, 11, 1, 12, 30, tzinfo=UTC)


def test_a_key_for_something_else_is_no_signers() -> None:
    assert read_signers(f'a3 namespaces="file" ssh-ed25519 {KEY}') == ()
    assert [one.id for one in read_signers(f'a3 namespaces="file,git" ssh-ed25519 {KEY}')] == ["a3"]


def test_one_key_may_stand_twice_for_one_person_and_never_for_two() -> None:
    twice = f'a3 valid-before="20260101" ssh-ed25519 {KEY}\na3 valid-after="20270101" ssh-ed25519 {KEY}\n'
    assert len(read_signers(twice)) == 2
    assert wrong(f"a3 ssh-ed25519 {KEY}\na4 ssh-ed25519 {KEY}\n") == [
        ("DATA23", "allowed_signers:2:1", "the key of a4 is that of a3 too; a key is one person's")
    ]
    assert wrong(f"a3,a4 ssh-ed25519 {KEY}\n") == [
        ("DATA23", "allowed_signers:1:1", "the key of a4 is that of a3 too; a key is one person's")
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"A3 ssh-ed25519 {KEY}", '"A3" is no id of an agent'),
        (f"* ssh-ed25519 {KEY}", '"*" is no id of an agent'),
        (f"a3@example.org ssh-ed25519 {KEY}", '"a3@example.org" is no id of an agent'),
        (f"!a3 ssh-ed25519 {KEY}", '"!a3" is no id of an agent'),
        (
            f"a3 cert-authority ssh-ed25519 {KEY}",
            "a certificate authority stands for anybody; list each key by itself",
        ),
        (f"a3 ssh-ed25519 {KEY[:-3]}=x", "the line is no allowed signer"),
        ("a3 ssh-ed25519 AAAAB", "the key is cut short or mistyped"),
        (f'a3 valid-before="tomorrow" ssh-ed25519 {KEY}', '"tomorrow" is no date; write it as 20270101'),
        (f'a3 valid-before="20261301" ssh-ed25519 {KEY}', '"20261301" is no date; write it as 20270101'),
        (f"ssh-ed25519 {KEY}", "the line is no allowed signer"),
        ("a3", "the line is no allowed signer"),
    ],
)
def test_a_line_that_cannot_be_relied_upon_is_named(line: str, message: str) -> None:
    assert wrong(f"a5 ssh-ed25519 {OTHER}\n{line}\n") == [("DATA04", "allowed_signers:2:1", message)]


def test_deceiving_characters_are_refused() -> None:
    assert wrong(f"a3\u202e ssh-ed25519 {KEY}")[0][0] == "DATA05"
