"""Several processes at once in one folder; many of them, and clones under git, are in ``tests/slow``."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.swapping import WEEKDAYS, check_stories, office, work


def test_four_processes_that_swap_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    root = office(tmp_path)
    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool:
        # On two days of the same week, so that they are in each other's way.
        done = [pool.submit(work, root, number, 4, WEEKDAYS[5:7]) for number in range(4)]
        stories = [story for future in done for story in future.result()]
    assert len(stories) == 16
    check_stories(root, stories)
