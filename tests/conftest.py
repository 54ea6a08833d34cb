"""The tests see the same surroundings everywhere, also where they run in somebody's build, and leave nothing behind."""

import os
import tempfile

import pytest
from hypothesis import settings

from tests.outside.lacking import closing_line

pytest_plugins = ["tests.outside.fixtures"]

# A busy machine is no fault of what is tested.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

for _name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(_name, None)


@pytest.fixture(autouse=True, scope="session")
def _own_looks(tmp_path_factory):
    """When somebody looked at their rota is kept in the user's own folder; here that is one of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_temporary_folder(tmp_path_factory):
    """Rotas that could not be written are saved in the temporary folder; here that is one of the tests' own."""
    folder = str(tmp_path_factory.mktemp("temporary"))
    before, os.environ["TMPDIR"], tempfile.tempdir = os.environ.get("TMPDIR"), folder, folder
    yield
    tempfile.tempdir = None
    os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)


def pytest_terminal_summary(terminalreporter):
    """Which outside readers were lacking, in words; and that none was."""
    terminalreporter.write_line(closing_line(terminalreporter.stats.get("skipped", [])))
