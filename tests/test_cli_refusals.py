"""Small things that a command refuses, or shows harmless, before it does anything else."""

import os
import shutil

import pytest

from tests.cli_helpers import rota, tiny, with_draft


@pytest.fixture
def repo(tmp_path):
    return with_draft(tiny(tmp_path))


def test_a_team_that_is_not_of_the_group_is_no_team_to_plan(repo):
    ran = rota("plan", "2026-12", "--team", "fornt", "--repo", repo)
    assert ran.code == 2
    assert 'no team of town-hall is named "fornt"; did you mean "front"?' in ran.err
    assert not (repo / "drafts/town-hall/2026-12/2.toml").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_export_never_takes_the_place_of_a_pipe_or_a_device(repo, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = rota("export", "2026-12", "--to", "csv", "--output", pipe, "--repo", repo)
    assert (ran.code, ran.err) == (2, f"rota: {pipe}: this is no ordinary file; name a file\n")
    assert pipe.is_fifo()


def test_the_name_of_a_checked_file_cannot_steer_the_terminal(repo, tmp_path):
    hostile = tmp_path / "e\x1b[31mvil.toml"
    shutil.copy(repo / "drafts/town-hall/2026-12/1.toml", hostile)
    ran = rota("check", "--file", hostile, "--repo", repo)
    assert "\x1b" not in ran.out + ran.err
    assert "e\\x1b[31mvil.toml" in ran.out


def test_an_export_never_replaces_a_file_of_the_repository(repo):
    before = (repo / "centre.toml").read_bytes()
    ran = rota("export", "2026-12", "--to", "csv", "--output", repo / "centre.toml", "--repo", repo)
    assert ran.code == 2
    assert "a name for the files of a repository, which no export replaces; name a file" in ran.err
    assert (repo / "centre.toml").read_bytes() == before
