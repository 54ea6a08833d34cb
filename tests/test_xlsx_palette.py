"""The colours that every format shares."""

import re
from itertools import combinations

import pytest

from rota.domain.cell import Kind
from rota.show.palette import HOLIDAY, KINDS, PALETTE, SHORT, WEEKEND, Tone, tone

ALL = [*PALETTE, *KINDS.values(), SHORT, WEEKEND, HOLIDAY]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("one", ALL)
def test_text_stands_out_from_its_background_by_day_and_in_the_dark(one: Tone):
    colours = (one.light_back, one.light_text, one.dark_back, one.dark_text)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    assert contrast(one.light_back, one.light_text) >= 7
    assert contrast(one.dark_back, one.dark_text) >= 7


def test_no_two_services_look_alike():
    assert len(PALETTE) == 8
    for one, other in combinations(PALETTE, 2):
        for first, second in ((one.light_back, other.light_back), (one.dark_back, other.dark_back)):
            channels = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
            assert sum(abs(a - b) for a, b in channels) >= 24, (first, second)


def test_tones_begin_again_after_the_last():
    assert (tone(0), tone(9), tone(None)) == (PALETTE[0], PALETTE[1], KINDS[Kind.OFF])
