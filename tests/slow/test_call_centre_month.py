"""The call centre's month planned with all of its rules; the fast tests take its must rules alone."""

import shutil
from pathlib import Path

from tests.test_size_example import CALL_CENTRE, planned_and_checked


def test_its_month_can_be_planned_and_passes_every_must_rule(tmp_path: Path) -> None:
    shutil.copytree(CALL_CENTRE, tmp_path / "centre")
    planned_and_checked(tmp_path / "centre")
