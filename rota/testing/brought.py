"""Which rules an installed package brings, and how the harness says what is wrong."""

from importlib.metadata import PackageNotFoundError, distribution

from rota.packs import GROUP


def brought(package: str) -> list[str]:
    """The names of the rules of an installed package; AssertionError if it is not installed or brings none."""
    try:
        entries = distribution(package).entry_points
    except PackageNotFoundError:
        raise AssertionError(
            f"{package} is not installed; install it (pip install -e .) and test again"
        ) from None
    names = sorted(entry.name for entry in entries if entry.group == GROUP)
    if not names:
        raise AssertionError(f"{package} brings no rules, says its entry-point group {GROUP}")
    return names


def raise_any(faults: list[str]) -> None:
    """AssertionError with all ``faults``, if there are any."""
    if faults:
        raise AssertionError("\n".join([f"{len(faults)} faults:", *faults]) if faults[1:] else faults[0])
