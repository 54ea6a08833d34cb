"""``rota check``: every finding of every rule on a draft or rota, however it was made."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli import out
from rota.cli.checkreport import Format, Print, print_report
from rota.cli.exits import Exits
from rota.cli.params import HERE, AnyMonth, Draft, Group, Repo

if TYPE_CHECKING:
    from rota.report import Report
    from rota.work.wanted import How, Wanted

EPILOG = (
    "Examples: rota check · rota check 2026-12 --draft 2 · rota check --file mine.toml --format json · "
    "rota check --format sarif --output rota.sarif"
)


class FailOn(StrEnum):
    """The lowest level of findings that makes the check fail."""

    MUST = "must"
    SHOULD = "should"


File = Annotated[
    Path | None, typer.Option(metavar="PATH", help="A rota file anywhere, also one made by hand.")
]
Written = Annotated[
    Format,
    typer.Option(help="How findings are written; auto: for GitHub in its workflows, in full elsewhere."),
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Write the findings there, whole; default: standard output."),
]
Failing = Annotated[FailOn, typer.Option(help="The lowest level that makes the check fail.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail also on what cannot be known for want of history.")
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found; bad input still exits with 2.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE,...", help="Only these: codes, families or names, such as SAT01, REST or cover."
    ),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="RULE,...", help="All but these.")]
WriteBaseline = Annotated[
    bool,
    typer.Option(
        "--write-baseline",
        help="Write what fails now to baseline.toml, so that it fails no more; later only take out what is gone.",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="REF",
        help="Judge what was done since that commit, such as origin/main, by who was in charge there.",
    ),
]
Signed = Annotated[
    bool,
    typer.Option(
        "--verify-signatures", help="Every event since then is signed by whoever wrote it; needs --since."
    ),
]


def check(  # noqa: PLR0913, PLR0917 - one for each option
    month: AnyMonth = None,
    group: Group = None,
    draft: Draft = None,
    file: File = None,
    format: Written = Format.AUTO,
    output: Output = None,
    fail_on: Failing = FailOn.MUST,
    strict: Strict = False,
    exit_zero: ExitZero = False,
    select: Select = None,
    ignore: Ignore = None,
    write_baseline: WriteBaseline = False,
    since: Since = None,
    verify_signatures: Signed = False,
    repo: Repo = HERE,
) -> None:
    """Judge a rota by every rule: the published one, or else the newest draft.

    Without MONTH: every published rota, the newest draft of each month, and the repository as a whole.
    Findings of must rules exit with 1, also those that nobody could have avoided; should findings are
    listed and fail only under --fail-on should; what cannot be known for want of history is a warning, unless
    --strict. What a waiver covers, or the baseline holds, is listed last and fails nothing. Input that cannot
    be read exits with 2, its faults in the same format.
    """
    from rota.rules import Level
    from rota.work import check as work
    from rota.work.narrow import Narrow
    from rota.work.wanted import How, Wanted

    wanted = Wanted(month, group, draft, file)
    how = How(Level(fail_on.value), strict, Narrow.of(select or (), ignore or ()), since, verify_signatures)
    _refuse_contradictions(wanted, how)
    if write_baseline and (
        not wanted.whole or how != How(how.fail_on) or format is not Format.AUTO or output
    ):
        raise typer.BadParameter(
            "--write-baseline takes all that fails, and prints none of it: leave out MONTH, --file, --strict, "
            "--select, --ignore, --since, --format and --output"
        )
    report = work.report(repo, wanted, how)
    if write_baseline and not report.faulty:
        from rota.cli.baselining import write_baseline as write

        return write(repo, report)
    for rule in report.law_left_out:
        out.note(f"not in force here: {rule}")
    print_report(report, Print(format, output))
    if wanted.whole and not report.sections:
        out.note("The files are in order. There is no rota and no draft yet; make one: rota plan MONTH")
    if report.gone:
        out.note(f"{report.gone} in the baseline no longer occur; shrink it: rota check --write-baseline")
    raise typer.Exit(_exit_code(report, exit_zero=exit_zero))


def _refuse_contradictions(wanted: "Wanted", how: "How") -> None:
    """Options that make no sense together: a usage error says which to leave out."""
    if wanted.month is None and (wanted.group or wanted.draft):
        raise typer.BadParameter("--group and --draft need a MONTH: rota check 2026-12 --draft 2")
    if wanted.file is not None and wanted.month is not None:
        raise typer.BadParameter("give either MONTH or --file; the file says which month it is of")
    if how.signed and how.since is None:
        raise typer.BadParameter(
            "--verify-signatures needs --since REF: it verifies what was committed since then"
        )


def _exit_code(report: "Report", *, exit_zero: bool) -> Exits:
    if report.faulty:
        return Exits.USAGE
    return Exits.FINE if report.passes or exit_zero else Exits.FINDINGS
