"""Keys and the repository before any change, made once; every test has a copy of its own."""

from pathlib import Path

import pytest

from tests.attacks.stage import Stage, base, copied, make_keys
from tests.outside.lacking import program


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program("OpenSSH, so attacks are NOT tested", "ssh-keygen")
    program("git, so attacks are NOT tested", "git")
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
