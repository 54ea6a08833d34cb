"""Keys and the repository before any change, made once; every test has a copy of its own."""

import shutil
import warnings
from pathlib import Path

import pytest

from tests.attacks.stage import Stage, base, copied, make_keys


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("ssh-keygen") is None or shutil.which("git") is None:
        # `make test` installs it where it can; nobody shall think that these were run.
        warnings.warn("attacks are NOT tested: git and ssh-keygen (openssh-client) are needed", stacklevel=1)
        pytest.skip("git and ssh-keygen are needed")
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return folder


@pytest.fixture(scope="session")
def before(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base(tmp_path_factory.mktemp("before"), keys)


@pytest.fixture
def stage(before: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("ROTA_NOW", "2026-11-16T09:00:00+00:00")
    return Stage(copied(before, tmp_path), keys)
