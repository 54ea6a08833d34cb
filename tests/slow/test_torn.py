"""Every writing command killed at each of its calls, and given a disk that fails at each, once or for good."""

import errno
from pathlib import Path

import pytest

from tests.test_torn import failing, killed, ready
from tests.torn import undisturbed
from tests.torn_commands import WRITING, Writes, small


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("model"))


@pytest.mark.parametrize(
    ("error", "for_good"), [(errno.ENOSPC, False), (errno.EIO, True)], ids=["full-once", "broken-for-good"]
)
@pytest.mark.parametrize("command", WRITING, ids=lambda command: command.name)
def test_a_disk_that_fails_at_any_call_leaves_old_or_new(
    command: Writes, model: Path, tmp_path: Path, error: int, for_good: bool
) -> None:
    root, run = ready(command, model, tmp_path)
    whole = undisturbed(root, run, tmp_path / "copies")
    killed(whole, run)
    for at in range(1, len(whole.calls) + 1):
        failing(whole, tmp_path / f"{at}", run, at, error, for_good=for_good)
