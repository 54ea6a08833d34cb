"""Where a repository lies: a synced folder, a network drive, a disk without hard links."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from rota.work.doctor.trouble import Trouble

MOUNTS = Path("/proc/mounts")
"""Where Linux says what is mounted; other systems are asked in other ways, or not."""

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "cloudstorage": "a synced folder of macOS",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
}
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
}
_NETWORK = frozenset(
    {
        *(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "ncpfs",
            "afs",
            "afpfs",
            "9p",
            "davfs",
            "webdav",
        ),
        *("fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse"),
    }
)
_GIT = "keep it in an ordinary folder, and share it by git: a private repository that leaders and HR push to"


def place_troubles(root: Path, environment: Mapping[str, str] = os.environ) -> Iterator[Trouble]:
    """What is wrong with where ``root`` lies."""
    service = synced_by(root, environment)
    if service is not None:
        yield Trouble(
            str(root),
            f"this folder is synced by {service}, which copies files one by one, late, and makes copies of its own",
            _GIT,
        )
    kind = network_type(root, MOUNTS.read_text(errors="replace") if MOUNTS.is_file() else "")
    if kind is not None:
        yield Trouble(
            str(root),
            f"this folder is on a network drive ({kind}); not each of them lets only one of two writers win",
            f"see below whether hard links work; safer is to {_GIT}",
        )
    if not hard_links_work(root):
        yield Trouble(
            str(root),
            "no hard links can be made here, and rota cannot write events without them",
            "move the repository to a disk that knows them (NTFS, APFS, ext4), not to FAT or exFAT",
        )


def synced_by(root: PurePath, environment: Mapping[str, str]) -> str | None:
    """The service that syncs ``root``, by the names of the folders around it, or by what it puts there."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        base = environment.get(variable)
        if base and root.is_relative_to(base):
            return "OneDrive"
    for part in root.parts:
        name = part.casefold()
        for begin, service in _SYNCED.items():
            if name == begin or name.startswith((f"{begin} - ", f"{begin}-")):
                return service
    folders = [Path(root), *Path(root).parents]
    return next((_MARKERS[mark] for mark in _MARKERS for at in folders if (at / mark).exists()), None)


def network_type(root: PurePath, mounts: str) -> str | None:
    """The type of the network drive that ``root`` is on; None for a disk, or where nobody can tell."""
    if str(root).startswith(("\\\\", "//")):
        return "a Windows share"
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            if PurePath(root).is_relative_to(point) and len(point) >= best:
                best, found = len(point), fields[2]
    return found if found in _NETWORK else None


def hard_links_work(root: Path) -> bool:
    """Whether a hard link can be made in ``root``; nothing is left behind by the trial."""
    try:
        handle, name = tempfile.mkstemp(prefix=".rota-", suffix=".tmp", dir=root)
    except OSError:
        # A folder that cannot be written to at all is found when something is written.
        return True
    os.close(handle)
    source, target = Path(name), Path(name).with_suffix(".link.tmp")
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    finally:
        target.unlink(missing_ok=True)
        source.unlink(missing_ok=True)
    return True
