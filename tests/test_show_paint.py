"""Widths, colours and blocks."""

from fractions import Fraction

from rota.show.paint import listed, paint, width_of, wrapped
from rota.show.settings import toml_value
from rota.show.sheet import Chunk, Row, Section, sheet_lines
from rota.show.table import Column, table


def test_wide_and_combining_characters_are_measured_as_shown() -> None:
    assert [width_of(text) for text in ("Ann", "Zoë", "李雷", "e\u0301")] == [3, 3, 4, 1]


def test_lines_end_without_spaces() -> None:
    line = [("a", "bold"), (" b  ", ""), ("   ", "")]
    assert paint([line, []]) == "a b\n\n"
    assert paint([line, []], color=True) == "\x1b[1ma\x1b[0m b\n\n"


def test_words_longer_than_the_width_stay_whole() -> None:
    assert wrapped("a verylongwordthatdoesnotfitanywhere", 10) == [
        [("a", "")],
        [("verylongwordthatdoesnotfitanywhere", "")],
    ]
    assert wrapped("one line", None, indent="  ") == [[("  one line", "")]]


def test_lists_break_between_items() -> None:
    items = [[("one two", "")], [("three", "")], [("four", "")]]
    assert paint(listed("Key", items, 20)) == "Key  one two   three\n     four\n"


def test_a_long_heading_stands_alone_where_the_columns_need_the_room() -> None:
    heads = (Row(("a heading that is long", ""), [("1", ""), ("2", "")]),)
    sections = [Section(heads, (Row(("ann", ""), [("x", ""), ("y", "")]),))]
    chunks = [Chunk(0, 1, 3), Chunk(1, 2, 3)]
    assert paint(sheet_lines(sections, [chunks], None)) == (
        "a heading that is long  1    2\nann                     x    y\n\n"
    )
    assert (
        paint(sheet_lines(sections, [chunks], 14)) == "a heading that is long\n     1    2\nann  x    y\n\n"
    )
    bare = [Section((Row(("a heading that is long", "")),), sections[0].rows)]
    assert paint(sheet_lines(bare, [chunks], 14)) == "a heading that is long\nann  x    y\n\n"


def test_numbers_stand_at_the_right() -> None:
    columns = [Column("name"), Column("n", right=True)]
    assert paint(table(columns, [("ann", "10"), ("b", "7")])) == "name   n\nann   10\nb      7\n"
    assert list(table(columns, [])) == []


def test_values_as_toml() -> None:
    values = {"a": 1, "b": (True, "x")}
    assert toml_value(values) == '{ a = 1, b = [true, "x"] }'
    assert [toml_value(Fraction(1, 2)), toml_value({"b", "a"}), toml_value(660, timed=True)] == [
        "0.5",
        '["a", "b"]',
        '"11:00"',
    ]
