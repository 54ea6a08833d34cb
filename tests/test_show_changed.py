"""What has changed since a rota was published is marked wherever the rota is shown."""

from pathlib import Path

from tests.cli_helpers import rota
from tests.living_world import LEADER, MONTH, NOW, published


def test_changed_cells_are_marked_in_the_grid_and_in_an_agents_days(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = rota("show", MONTH, "--repo", root, ROTA_NOW=NOW).out
    assert "~" not in before
    days = ("2026-12-14", "2026-12-15")
    ran = rota("absence", "add", "a2", *days, "--repo", root, ROTA_NOW=NOW, ROTA_AS=LEADER)
    assert ran.code == 0
    grid = rota("show", MONTH, "--repo", root, ROTA_NOW=NOW).out
    (row,) = (line for line in grid.splitlines() if line.startswith("a2 "))
    assert row.count("x~") == 2
    assert "~ changed since published" in grid
    own = rota("show", MONTH, "--agent", "a2", "--repo", root, ROTA_NOW=NOW).out
    assert [line.split("  ")[0] for line in own.splitlines() if line.endswith("changed")] == [
        "Mon 14 Dec",
        "Tue 15 Dec",
    ]
