"""The text of a file of any kind: its size first, then its bytes as UTF-8, and every failure a finding."""

from pathlib import Path

from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad
from rota.files.guard import check_size
from rota.files.paths import inside


def read_text(root: Path, file: str, kind: str = "TOML") -> str:
    """What stands in ``file`` (relative to ``root``, forward slashes), line ends as they are; BadInput says what is wrong.

    ``kind`` is what people call such a file.
    """
    return _decoded(_bytes(inside(root, file), file, kind), file)


def _bytes(path: Path, file: str, kind: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise bad(Code.UNREADABLE, f"{file} is not a file", f"put a {kind} file at {file}", Place(file))
        check_size(path.stat().st_size, file)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise bad(
            Code.UNREADABLE,
            f"{file} is missing",
            f"create {file}; rota init writes one to start from",
            Place(file),
        ) from error
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise bad(
            Code.UNREADABLE,
            f"{file} cannot be read: {reason}",
            "check the file's permissions and the disk",
            Place(file),
        ) from error


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = Place(file, (), before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise bad(
            Code.ENCODING,
            f"{file} is not UTF-8 text: byte 0x{raw[error.start]:02x}",
            "save the file again as UTF-8",
            place,
        ) from error
