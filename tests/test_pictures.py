"""The pictures that the README shows are there, are pictures, and are small enough to be kept for ever."""

import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOWN = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
KEPT = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples" / "pictures").glob("*"))


def test_the_readme_shows_pictures() -> None:
    assert len(SHOWN) >= 2
    assert set(SHOWN) <= set(KEPT)


@pytest.mark.parametrize("name", KEPT)
def test_a_picture_is_a_png_of_sensible_size(name: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert content[-8:-4] == b"IEND"
    width, height = struct.unpack(">II", content[16:24])
    assert 300 <= width <= 1800
    assert 300 <= height <= 1800
    assert len(content) < 150 * 1024
