"""git itself: what a repository brings along is never run, and what git cannot tell ends in a sentence with a next step."""

import os
import subprocess
from pathlib import Path

import pytest

from rota.files.git import Git, GitTrouble
from tests.attacks.stage import BASE, Stage
from tests.audit_helpers import SWAP, at, edit
from tests.cli_helpers import rota
from tests.living_world import NOW


def since(stage: Stage, *words: str, ref: str = BASE) -> tuple[int, str]:
    """How `rota check --since` ends, and what it says on stderr."""
    ran = rota("check", "--since", ref, *words, "--repo", stage.root, ROTA_NOW=NOW)
    return ran.code, ran.err


# ---- what the repository brings along ----------------------------------------------------------------------

HOOKS = ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman")


def trap(stage: Stage, tmp_path: Path) -> Path:
    """Settings, hooks and attributes that would each leave a file behind if git ran them; returns that file."""
    sprung = tmp_path / "sprung"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{sprung}'\n", "utf-8")
    program.chmod(0o755)
    included = tmp_path / "included"
    included.write_text(f"[core]\n\tfsmonitor = {program}\n[gpg]\n\tprogram = {program}\n", "utf-8")
    settings = {
        "include.path": included,
        "core.fsmonitor": program,
        "core.hooksPath": tmp_path / "hooks",
        "core.sshCommand": program,
        "core.pager": program,
        "core.editor": program,
        "core.askPass": program,
        "core.attributesFile": tmp_path / "attributes",
        "core.gitProxy": program,
        "credential.helper": f"!{program}",
        "diff.external": program,
        "diff.evil.textconv": program,
        "diff.evil.command": program,
        "filter.evil.clean": program,
        "filter.evil.smudge": program,
        "filter.evil.process": program,
        "gpg.program": program,
        "gpg.openpgp.program": program,
        "gpg.x509.program": program,
        "gpg.ssh.program": program,
        "gpg.ssh.defaultKeyCommand": program,
        "log.showSignature": "true",
        "pager.log": program,
        "alias.log": f"!{program}",
        "alias.cat-file": f"!{program}",
        "alias.rev-parse": f"!{program}",
        "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": program,
        "extensions.partialClone": "origin",
        "trace2.eventTarget": sprung,
    }
    for key, value in settings.items():
        stage.git("config", key, str(value))
    for folder in (tmp_path / "hooks", stage.root / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in HOOKS:
            (folder / hook).write_bytes(program.read_bytes())
            (folder / hook).chmod(0o755)
    for path in (tmp_path / "attributes", stage.root / ".git" / "info" / "attributes"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("* diff=evil filter=evil\n", "utf-8")
    return sprung


def openpgp_signed(stage: Stage) -> None:
    """A commit that says that it is signed by OpenPGP, so that git would ask its program."""
    tree, parent = stage.git("rev-parse", "HEAD^{tree}"), stage.git("rev-parse", "HEAD")
    text = (
        f"tree {tree}\nparent {parent}\nauthor a4 <a4@example.org> 1794301200 +0000\n"
        "committer a4 <a4@example.org> 1794301200 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAd\n"
        " -----END PGP SIGNATURE-----\n\nsigned, it says\n"
    )
    path = stage.keys.parent / "commit"
    path.write_text(text, "utf-8")
    stage.git("reset", "--hard", "--quiet", stage.git("hash-object", "-t", "commit", "-w", str(path)))


def test_nothing_that_a_repository_brings_along_is_run(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.swapped()
    openpgp_signed(stage)
    sprung = trap(stage, tmp_path)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_PAGER", "GIT_ASKPASS", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, str(tmp_path / "program"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='{tmp_path / 'program'}'")
    monkeypatch.setenv("GIT_TRACE", str(sprung))
    verdict = stage.check()
    assert (verdict.code, verdict.title) == (0, "the change since base, 3 new events (3 verified)")
    assert not sprung.exists(), sprung.read_text("utf-8")


def test_the_trap_would_have_sprung(stage: Stage, tmp_path: Path) -> None:
    stage.swapped()
    sprung = trap(stage, tmp_path)
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(stage.root), "status"]
    subprocess.run(command, env=env, check=False, capture_output=True, timeout=60)
    assert sprung.exists()


def test_a_signature_of_another_kind_counts_as_none(stage: Stage) -> None:
    stage.agreed()
    stage.approve()
    stage.git("add", "--all")
    tree = stage.git("write-tree")
    openpgp_signed(stage)
    text = stage.git("cat-file", "commit", "HEAD")
    forged = stage.keys.parent / "forged"
    forged.write_text(text.replace(text.split()[1], tree, 1) + "\n", "utf-8")
    name = stage.git("hash-object", "-t", "commit", "-w", str(forged))
    stage.git("reset", "--hard", "--quiet", name)
    (found,) = stage.check().must
    assert (found.code, found.file) == ("AUDIT10", f"{SWAP}/3.toml")
    assert found.message.endswith("is not signed with an SSH key")


# ---- what git cannot tell ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", ["--output=/tmp/x", "-h", "", "base\nmain", "base --all"])
def test_a_ref_is_never_taken_for_an_option(stage: Stage, ref: str) -> None:
    with pytest.raises(GitTrouble, match=r"no name of a commit|knows no commit"):
        Git.around(stage.root).commit(ref)


def test_an_unknown_ref_says_what_to_do(stage: Stage) -> None:
    assert since(stage, ref="origin/nowhere") == (
        2,
        "rota: git knows no commit origin/nowhere; fetch it first (git fetch origin), or see `git branch --all`\n",
    )


def test_a_folder_that_is_not_under_git_says_so(stage: Stage, tmp_path: Path) -> None:
    (stage.root / ".git").rename(tmp_path / "moved")
    code, err = since(stage)
    assert code == 2
    assert err.startswith(
        f"rota: {stage.root} is not under git, so there is nothing to hold it against; leave out"
    )


def test_a_shallow_clone_says_how_to_have_all_of_it(stage: Stage, tmp_path: Path) -> None:
    stage.swapped()
    stage.git("clone", "--quiet", "--depth", "1", f"file://{stage.root}", str(tmp_path / "shallow"))
    code, err = since(Stage(tmp_path / "shallow", stage.keys), ref="HEAD")
    assert code == 2
    assert "`fetch-depth: 0`" in err


def test_without_git_it_says_so(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert since(stage) == (2, "rota: git is not installed, or not on the PATH; --since needs it\n")


def test_without_ssh_keygen_no_signature_is_verified(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rota.files.commits.shutil.which", lambda _: None)
    code, err = since(stage, "--verify-signatures")
    assert (code, err) == (
        2,
        "rota: ssh-keygen is not installed, or not on the PATH; it belongs to OpenSSH\n",
    )


def test_git_that_does_not_answer_is_not_waited_for(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 30\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("rota.files.git.SECONDS", 0.2)
    assert since(stage) == (2, "rota: git did not answer (TimeoutExpired); see whether `git log` does\n")


def test_signatures_need_something_to_begin_from(stage: Stage) -> None:
    ran = rota("check", "--verify-signatures", "--repo", stage.root)
    assert ran.code == 2
    assert "--verify-signatures needs --since REF" in ran.err


def test_signatures_need_a_list_of_signers_that_was_there_before(stage: Stage) -> None:
    text = (stage.root / "allowed_signers").read_bytes()
    (stage.root / "allowed_signers").unlink()
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)
    (stage.root / "allowed_signers").write_bytes(text)
    stage.commit("a4", at(3))
    code, err = since(stage, "--verify-signatures")
    assert code == 2
    assert err.startswith(
        "rota: there is no allowed_signers at base, so no signature can be verified; list whose key"
    )


# ---- what was not there before -----------------------------------------------------------------------------


def test_a_first_commit_is_judged_whole_and_says_so(stage: Stage) -> None:
    stage.git("checkout", "--quiet", "--orphan", "empty")
    stage.git("rm", "-r", "--quiet", "--cached", ".")
    empty = stage.git("commit-tree", stage.git("write-tree"), "-m", "empty", **stage.as_("hr-1", at(1)))
    tree = stage.git("rev-parse", "main^{tree}")
    first = stage.git("commit-tree", tree, "-p", empty, "-m", "first", **stage.as_("hr-1", at(2)))
    stage.git("reset", "--hard", "--quiet", first)
    verdict = stage.check(since=empty, verify=False)
    assert (verdict.code, verdict.must) == (0, [])
    assert [found.message for found in verdict.should if found.code == "AUDIT19"] == [
        f"there is no rota repository at {empty}: whoever this change says is in charge is taken at its word"
    ]


def test_a_commit_whose_rules_cannot_be_read_still_says_who_was_in_charge(stage: Stage) -> None:
    rules = (stage.root / "demand.toml").read_text("utf-8")
    (stage.root / "demand.toml").write_text("need = 5\n", "utf-8")
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)
    (stage.root / "demand.toml").write_text(rules, "utf-8")
    edit(stage.root, "centre.toml", 'deputy = [{ id = "a1" }]', 'deputy = [{ id = "a2" }]')
    stage.commit("a2", at(3))
    stage.agreed()
    stage.approve(by="a2")
    stage.commit("a2", at(12))
    verdict = stage.check("--select", "AUDIT")
    assert [found.code for found in verdict.must] == ["AUDIT02"]
    assert [found.message for found in verdict.should if found.code == "AUDIT19"] == [
        "not all files can be read as they were at base: nothing counts as there before"
    ]


def test_a_commit_whose_centre_cannot_be_read_is_nothing_to_trust(stage: Stage) -> None:
    edit(stage.root, "centre.toml", 'leader = "a3"', 'leader = "a33"')
    stage.commit("hr-1", at(2))
    stage.git("tag", "--force", BASE)
    edit(stage.root, "centre.toml", 'leader = "a33"', 'leader = "a2"')
    stage.commit("a2", at(3))
    code, err = since(stage)
    assert code == 2
    assert err.startswith("rota: at base nobody can tell who was in charge, as these cannot be read;")
    assert 'centre.toml:36:1: DATA09 team "front": leader: no agent is named "a33"' in err


def test_nothing_new_is_nothing_to_say(stage: Stage) -> None:
    verdict = stage.check()
    assert (verdict.code, verdict.must, verdict.title) == (
        0,
        [],
        "the change since base, 0 new events (0 verified)",
    )
