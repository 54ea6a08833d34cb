"""The one writer: whole or not at all, never through a link, never out of the repository."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, bad
from rota.files.paths import inside

_PREFIX, _SUFFIX = ".rota-", ".tmp"

_NO_RIGHT = "check the permissions of the folder, or name another"
_NO_SPACE = "free some space on the disk and try again"
_NEXT = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _NO_RIGHT,
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
}

written: list[str] = []
"""The files that this process has written, for whoever is interrupted and has to say what was changed."""


class Taken(Exception):  # noqa: N818 - it names what happened, and callers expect it
    """A file that was to be new exists already."""


def is_leftover(name: str) -> bool:
    """Whether a file of that name is what a writer left behind who was killed; nobody reads it, and it may go."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def replace_file(root: Path, file: str, text: str) -> None:
    """Write ``text`` to ``file``, whatever was there; BadInput if it cannot be, and the old file stays whole."""
    _write(root, file, _lines(text), os.replace)


def replace_bytes(root: Path, file: str, content: bytes, called: str = "") -> None:
    """The same for what is no text of ours, which is written byte by byte as it is.

    A fault names it as ``called``, for whoever gave it another name than the one in ``root``.
    """
    _write(root, file, content, os.replace, called)


def remove_file(root: Path, file: str) -> None:
    """Take ``file`` away; BadInput if it cannot be, and it stays as it is."""
    target = _target(root, file)
    try:
        target.unlink(missing_ok=True)
        written.append(file)
        _sync_folder(target.parent)
    except OSError as error:
        raise _not_written(file, error) from error


def create_file(root: Path, file: str, text: str) -> None:
    """Write a new ``file``; Taken if it exists, also when somebody else just made it."""
    _write(root, file, _lines(text), _link)


def make_folder(root: Path, folder: str, called: str = "") -> None:
    """Make ``folder``, if it is not there; BadInput, which names it as ``called``, if it cannot be made."""
    try:
        (root / folder).mkdir(exist_ok=True)
    except OSError as error:
        raise _not_written(called or folder, error) from error


def _lines(text: str) -> bytes:
    return text.replace("\r\n", "\n").encode()


def _link(source: Path, target: Path) -> None:
    # A hard link, unlike a rename, fails if the target exists: of two who try at once one wins.
    try:
        target.hardlink_to(source)
    except FileExistsError as error:
        raise Taken(target.name) from error
    # It is written now, and nobody may be told that it is not: another try would write it twice.
    with suppress(OSError):
        source.unlink()


def _write(
    root: Path, file: str, content: bytes, put: Callable[[Path, Path], None], called: str = ""
) -> None:
    target = _target(root, file, called)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _through_temporary(target, content, put)
        written.append(file)
        _sync_folder(target.parent)
    except OSError as error:
        raise _not_written(called or file, error) from error


def _target(root: Path, file: str, called: str = "") -> Path:
    target = inside(root, file)
    links = [path for path in (target, *target.parents) if path.is_relative_to(root) and path != root]
    for path in links:
        if path.is_symlink():
            raise bad(
                Code.NOT_WRITTEN,
                f"this was not written: {path.relative_to(root).as_posix()} is a link",
                "replace the link by a file or a folder",
                Place(called or file),
            )
    return target


def _through_temporary(target: Path, content: bytes, put: Callable[[Path, Path], None]) -> None:
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
    temporary = Path(name)
    try:
        try:
            _write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.chmod(0o644)
        put(temporary, target)
    except BaseException:
        # Ctrl-C too must leave no temporary file behind.
        temporary.unlink(missing_ok=True)
        raise


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can sync a folder (Windows cannot)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        # The file is written and named; only how soon the name reaches the disk is left to the system.
        return
    finally:
        os.close(handle)


def _not_written(file: str, error: OSError) -> BadInput:
    reason = (error.strerror or "unknown error").lower()
    return bad(
        Code.NOT_WRITTEN,
        f"this was not written: {reason}; what was there before is unchanged",
        _NEXT.get(error.errno or 0, "look at the disk and the folder, and try again"),
        Place(file),
    )
