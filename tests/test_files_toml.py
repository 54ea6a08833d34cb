"""The reader, the positions of keys, and digests, against tomllib."""

import tomllib
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rota.files.digest import canonical, digest
from rota.files.errors import BadInput
from rota.files.positions import Positions
from rota.files.toml import parse_toml, walk
from rota.rules import Finding

NASTY = ("", "#", "[x]", "a = 1", "]]", "}", ",", '\\"', "''", "ü")


class Writer:
    """Writes TOML in every style. Each scalar is a number of its own, so that its line can be told."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._pick = lambda *choices: draw(st.sampled_from(choices))
        self._number = count(1000)
        self._lines: list[str] = []

    def document(self) -> str:
        for _ in range(self._pick(0, 1, 3)):
            self._pair()
        for _ in range(self._pick(0, 1, 2, 4)):
            self._table()
        return self._pick("\n", "\n\n", "\n# [not.a.table]\n").join(self._lines) + self._pick("", "\n")

    def _table(self) -> None:
        name = self._key()
        if self._pick(True, False):
            self._lines.append(self._pick(f"[{name}]", f"  [ {name} ] # x = 1", f"[{name}.{self._key()}]"))
            self._pair()
            return
        for _ in range(self._pick(1, 2, 3)):
            self._lines.append(f"[[{name}]]")
            self._pair()
            if self._pick(True, False):
                inner = self._key()
                for _ in range(self._pick(1, 2)):
                    self._lines.append(f"[[{name}.{inner}]]")
                    self._pair()
                self._lines.append(f"[{name}.{self._key()}]")
                self._pair()

    def _pair(self) -> None:
        key = self._pick(self._key(), f"{self._key()} . {self._key()}", f"{self._key()}.{self._key()}")
        self._lines.append(f"{self._pick('', '  ')}{key} = {self._value(2)}{self._pick('', ' # k = 2')}")

    def _key(self) -> str:
        number = next(self._number)
        return self._pick(
            f"k{number}", f'"k {number} # ["', f"'k.{number}'", f'"\\u006b{number}"', f"2026-{number}"
        )

    def _value(self, depth: int) -> str:
        if depth and self._pick(True, False, False):
            gap, end = self._pick((" ", ""), ("\n  ", "\n"), (" # ]\n", ""))
            inside = [f"{gap}{self._value(depth - 1)}{end}" for _ in range(self._pick(0, 1, 3))]
            return f"[{','.join(inside)}{end}]"
        if depth and self._pick(True, False, False):
            return (
                "{ "
                + ", ".join(f"{self._key()} = {self._value(0)}" for _ in range(self._pick(0, 1, 2)))
                + " }"
            )
        return self._scalar()

    def _scalar(self) -> str:
        number, nasty = next(self._number), self._pick(*NASTY)
        literal = nasty.replace("'", "").replace("\\", "")
        return self._pick(
            f"{number}",
            f"{number}.5",
            f'"{number} {nasty}"',
            f"'{number} {literal}'",
            f'"""{number} {nasty}\n" "" x"""',
            f"'''{number} {literal}\n'' x'''",
            f"{number}-01-01",
            "true",
        )


@st.composite
def documents(draw: st.DrawFn) -> str:
    return Writer(draw).document()


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_key_path_is_found_at_the_line_that_holds_it(text: str) -> None:
    positions, lines = Positions(text), text.split("\n")
    for path, value in walk(tomllib.loads(text)):
        place = positions.find(path)
        assert place is not None, path
        written = lines[place[0] - 1][place[1] - 1 :]
        assert holds(written, path, value), (path, place, written)


def holds(written: str, path: tuple[str | int, ...], value: object) -> bool:
    """Whether the text at a place is the key of ``path``, its table's header, or the element itself."""
    key = next(key for key in reversed(path) if isinstance(key, str))
    is_key = key.replace("k", "", 1).strip("#[ .") in written or written.lstrip().startswith("[")
    if isinstance(path[-1], str):
        return is_key
    if isinstance(value, (dict, list)):
        return written[0] in "[{"
    marker = "true" if value is True else str(value)[:4]
    return marker in written


def test_positions_of_a_document_drawn_by_hand() -> None:
    text = 'a = 1\n[t]\n  b.c = [1,\n    2]\n[[u]]\nx = { y = 3 }\n[[u]]\n[[u.v]]\n"q r" = 5\n'
    found = {path: Positions(text).find(path) for path, _ in walk(tomllib.loads(text))}
    assert found == {
        ("a",): (1, 1),
        ("t",): (2, 1),
        ("t", "b"): (3, 3),
        ("t", "b", "c"): (3, 3),
        ("t", "b", "c", 0): (3, 10),
        ("t", "b", "c", 1): (4, 5),
        ("u",): (5, 1),
        ("u", 0): (5, 1),
        ("u", 0, "x"): (6, 1),
        ("u", 0, "x", "y"): (6, 7),
        ("u", 1): (7, 1),
        ("u", 1, "v"): (8, 1),
        ("u", 1, "v", 0): (8, 1),
        ("u", 1, "v", 0, "q r"): (9, 1),
    }
    assert Positions(text).nearest(("u", 1, "v", 0, "nothing")) == (8, 1)
    assert Positions(text).nearest(("nothing",)) == (1, 1)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    found: tuple[Finding, ...] = ()
    try:
        document = parse_toml(text, "x.toml")
    except BadInput as error:
        found = error.findings
    assert all(finding.place is not None and finding.code and finding.fix for finding in found)
    assert found or document.data == tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)


@pytest.mark.parametrize(
    "bad", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85", "\ufeff", "\u2028", "\r"]
)
def test_deceiving_characters_are_refused_in_comments_too(bad: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_toml(f"a = 1\n# no{bad}te\n", "x.toml")
    (finding,) = caught.value.findings
    assert (finding.code, finding.place and (finding.place.line, finding.place.column)) == ("DATA05", (2, 5))


@pytest.mark.parametrize("value", ['"\\u0007"', '"\\n"', '"""x\ny"""', '"\\u200e"', '"a\tb"', "'a\tb'"])
def test_control_characters_in_values_are_refused_however_they_are_written(value: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_toml(f"[t]\na = {value}\n", "x.toml")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.place)) == ("DATA05", "x.toml:2:1")


def test_control_characters_in_keys_are_refused() -> None:
    with pytest.raises(BadInput, match="DATA05 a key holds U\\+001B"):
        parse_toml('"a\\u001b" = 1\n', "x.toml")


def test_floats_are_exact() -> None:
    assert parse_toml("a = 0.1\n", "x.toml").data == {"a": Decimal("0.1")}


def test_digests_are_of_what_is_said_not_of_how() -> None:
    one = parse_toml("a = 0.50 # half\nb = 2026-01-02\n[t]\nx = [1, 'y']\n", "x.toml").data
    other = parse_toml('b = 2026-01-02\r\na = 0.5\r\nt = { x = [ 1, "y" ] }\r\n', "x.toml").data
    assert digest(one) == digest(other)
    assert canonical(one) == '{"a":{"decimal":"0.5"},"b":{"date":"2026-01-02"},"t":{"x":[1,"y"]}}'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (1, Decimal(1)),
        (True, 1),
        (date(2026, 1, 2), "2026-01-02"),
        ([1, 2], [2, 1]),
        (Decimal("0.5"), "0.5"),
    ],
)
def test_digests_tell_different_values_apart(one: object, other: object) -> None:
    assert digest({"a": one}) != digest({"a": other})


def test_the_digest_of_a_known_table_never_changes() -> None:
    """Digests stand in files for years: this one was computed when the format was laid down."""
    assert digest({"a": 1, "b": ["x"]}) == KNOWN


KNOWN = "bb357927734b9746ccbd74c372f64eb399a24f863cc46e6f91fff75b6a35519f"
