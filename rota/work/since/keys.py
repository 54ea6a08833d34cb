"""Whose key signed a commit, by the keys that were listed before the change."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.commits import Commits, Seal, Signature, signatures
from rota.files.errors import BadInput
from rota.files.signers import FILE, Signer, read_signers
from rota.work.clock import now
from rota.work.errors import Unusable
from rota.work.since.back import Back

VERIFIED, VOUCHED = "verified", "vouched for by a leader"
UNSIGNED, UNLISTED, OTHER = "unsigned", "unlisted", "signed by somebody else"
STATES = (VERIFIED, VOUCHED, UNSIGNED, UNLISTED, OTHER)
"""How an event can be signed, the best first."""


@dataclass(frozen=True)
class Wrong:
    """Why the signature of a commit does not stand for somebody."""

    state: str
    code: Code
    message: str
    fix: str
    second: Place | None = None


@dataclass(frozen=True)
class Keys:
    """The listed keys, and the signature of each commit since ``ref`` that does something to the record."""

    ref: str
    signers: tuple[Signer, ...]
    signatures: dict[str, Signature]

    @classmethod
    def of(cls, back: Back, commits: Commits) -> "Keys":
        """As they were listed before the change; Unusable, with what to do, where none were, or they cannot be read."""
        signers = _listed(back)
        with tempfile.TemporaryDirectory(prefix="rota-signers-") as folder:
            allowed = Path(folder).resolve() / FILE
            allowed.write_text(back.signers or "", encoding="utf-8", newline="\n")
            bringing = tuple(dict.fromkeys(made.commit for made in commits.made))
            return cls(back.ref, signers, signatures(back.git, bringing, allowed))

    def signer(self, commit: str) -> str | None:
        """Who signed ``commit`` with a key that holds; None where nobody did."""
        keys = self._keys(self._signature(commit))
        return keys[0].id if keys and self.wrong(commit, keys[0].id) is None else None

    def wrong(self, commit: str, by: str, writers: frozenset[str] = frozenset()) -> Wrong | None:
        """Why the signature of ``commit``, which holds events of ``writers``, does not stand for ``by``; None where it does."""
        signature, name = self._signature(commit), f"commit {commit[:10]}"
        if signature.seal is not Seal.WHOLE:
            fix = "let whoever wrote it commit it anew, signed: git commit -S, with gpg.format = ssh"
            return Wrong(UNSIGNED, Code.UNSIGNED, f"{name} {signature.seal.value}", fix)
        keys = self._keys(signature)
        if not keys:
            message = (
                f"{name} is signed with the key {signature.key}, which {FILE} at {self.ref} does not list"
            )
            fix = f"have the key listed in {FILE} by a change of its own first; if nobody knows it, find out whose it is"
            return Wrong(UNLISTED, Code.UNLISTED, message, fix)
        if keys[0].id != by:
            return _other(name, keys[0], by, writers)
        # The time of a commit is what its committer says: so a key has to be valid now as well.
        moment = now()
        if signature.allowed and any(key.valid(signature.at) and key.valid(moment) for key in keys):
            return None
        when = f"{name} of {signature.at:%Y-%m-%d}"
        message = f"{when} is signed with a key of {by} that was not valid then, or is not now"
        fix = "let somebody whose key is valid look at it and write it anew; commits can be dated back"
        return Wrong(OTHER, Code.KEY_LAPSED, message, fix, keys[0].place)

    def _keys(self, signature: Signature) -> Sequence[Signer]:
        return [signer for signer in self.signers if signer.key == signature.key]

    def _signature(self, commit: str) -> Signature:
        return self.signatures.get(commit) or Signature(Seal.NONE, "", allowed=False, at=datetime.now(UTC))


def _other(name: str, signer: Signer, by: str, writers: frozenset[str]) -> Wrong:
    if len(writers) > 1:
        listed = " and ".join(sorted(writers))
        message = f"{name} holds events of {listed}, and {signer.id} signed it, not {by}"
        fix = (
            "let each commit their own events and merge them; do not squash: that leaves one signature of all"
        )
        return Wrong(OTHER, Code.SQUASHED, message, fix, signer.place)
    fix = f"let {by} commit it; a leader who enters something for somebody says so, with --means"
    return Wrong(OTHER, Code.OTHER_SIGNER, f"{name} is signed by {signer.id}, not by {by}", fix, signer.place)


def _listed(back: Back) -> tuple[Signer, ...]:
    if back.signers is None:
        raise Unusable(
            f"there is no {FILE} at {back.ref}, so no signature can be verified; list whose key is whose, such as",
            '  a3 namespaces="git" ssh-ed25519 AAAA...',
            "and have that go in by a change of its own, or leave out --verify-signatures",
        )
    try:
        return read_signers(back.signers)
    except BadInput as error:
        said = (f"{finding.place}: {finding.message}; {finding.fix}" for finding in error.findings)
        raise Unusable(f"{FILE} cannot be used as it stands at {back.ref}:", *said) from error
