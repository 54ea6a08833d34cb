"""The tests see the same surroundings everywhere, also where they run in somebody's build, and leave nothing behind."""

import os
import tempfile

import pytest

for _name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(_name, None)


@pytest.fixture(autouse=True, scope="session")
def _own_temporary_folder(tmp_path_factory):
    """Rotas that could not be written are saved in the temporary folder; here that is one of the tests' own."""
    folder = str(tmp_path_factory.mktemp("temporary"))
    before, os.environ["TMPDIR"], tempfile.tempdir = os.environ.get("TMPDIR"), folder, folder
    yield
    tempfile.tempdir = None
    os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)
