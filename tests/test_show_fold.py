"""Lines wider than the terminal."""

from rota.show.fold import folded

LINE = "  leave k3f9: a5 Elsie Brandt, Tue 15 Dec   rota leave approve k3f9"


def test_lines_are_broken_between_words_and_go_on_deeper() -> None:
    assert folded("To decide\n  told draft 1 by a3 Carys Pugh\n", 24) == (
        "To decide\n  told draft 1 by a3\n    Carys Pugh\n"
    )


def test_a_command_to_type_gets_a_line_of_its_own() -> None:
    assert folded(LINE, 50) == "  leave k3f9: a5 Elsie Brandt, Tue 15 Dec\n    rota leave approve k3f9"
    assert folded(LINE, 30) == "  leave k3f9: a5 Elsie Brandt,\n    Tue 15 Dec\n    rota leave approve k3f9"


def test_the_columns_of_a_table_stay_together_as_far_as_they_fit() -> None:
    row = "  SHIFT03   should       5      4  lates past the first block"
    assert folded(row, 45) == "  SHIFT03   should       5      4  lates past\n    the first block"


def test_a_pipe_has_no_width() -> None:
    assert folded(LINE, None) == LINE


def test_what_fits_and_one_long_word_stay_whole() -> None:
    assert folded("123456 890", 10) == "123456 890"
    assert folded("a\n" + "6" * 64, 20) == "a\n" + "6" * 64


def test_colours_take_no_columns() -> None:
    assert folded("\x1b[1mbold\x1b[0m it is", 10) == "\x1b[1mbold\x1b[0m it is"
