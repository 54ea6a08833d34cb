"""Many at once: sixteen processes in one folder, eight clones under git."""

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from rota.files.repository import Repository
from tests.gitclones import cloned, pull, shared, swap_and_push
from tests.swapping import Story, check_stories, office, work


def gathered(done: list[Future[list[Story]]]) -> list[Story]:
    return [story for future in done for story in future.result()]


def test_sixteen_processes_of_fifty_swap_cycles_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    root = office(tmp_path)
    with ProcessPoolExecutor(16, multiprocessing.get_context("spawn")) as pool:
        stories = gathered([pool.submit(work, root, number, 50) for number in range(16)])
    assert len(stories) == 800
    check_stories(root, stories)


def test_eight_clones_that_push_twenty_five_matters_each_keep_all_of_them(tmp_path: Path) -> None:
    origin = shared(office(tmp_path), tmp_path)
    clones = [cloned(origin, tmp_path / f"clone{number}") for number in range(8)]
    with ProcessPoolExecutor(8, multiprocessing.get_context("spawn")) as pool:
        stories = gathered(
            [pool.submit(swap_and_push, clone, number, 8, 25) for number, clone in enumerate(clones)]
        )
    assert len(stories) == 200
    for clone in clones:
        pull(clone)
    merged = cloned(origin, tmp_path / "merged")
    # Each clone had days of its own, so all that each of them approved applies in the end.
    check_stories(merged, stories)
    rotas = {str(Repository.open(clone).effective.heads) for clone in (*clones, merged)}
    assert len(rotas) == 1
