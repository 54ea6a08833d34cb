"""How the report of ``rota check`` leaves: in which format, where to, and what is said beside it."""

import os
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli import out

if TYPE_CHECKING:
    from rota.report import Report

SUMMARY = 1_000_000
"""Bytes of a job's summary: GitHub takes one MiB for a step."""


class Format(StrEnum):
    """How findings are written."""

    AUTO = "auto"
    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    SARIF = "sarif"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class Print:
    """Where the report goes, and in which format."""

    format: Format
    output: Path | None


def print_report(report: "Report", how: Print) -> None:
    """The report to where it goes; what was judged, and its verdict, to stderr where stdout does not say it."""
    from rota.show.report.words import summary
    from rota.work.exporting.writing import write_text

    format = _chosen(how)
    text = _text(report, format, how.output)
    if how.output is not None:
        write_text(how.output, text)
    else:
        out.result(text)
    if format is Format.GITHUB:
        _add_to_summary(report)
    if how.output is not None or format is not Format.FULL:
        for line in summary(report):
            out.note(line)


def _chosen(how: Print) -> Format:
    """The format asked for; annotations where GitHub reads along, else the one for people, in whatever log it ends up."""
    if how.format is not Format.AUTO:
        return how.format
    return Format.GITHUB if how.output is None and os.environ.get("GITHUB_ACTIONS") == "true" else Format.FULL


def _text(report: "Report", format: Format, output: Path | None) -> str:
    """The report as text; only the format that is wanted is loaded."""
    if format is Format.FULL:
        from rota.show.report import full

        terminal = output is None
        return full.write(report, width=out.width() if terminal else None, color=terminal and out.colour())
    return str(import_module(f"rota.show.report.{format.value}").write(report))


def _add_to_summary(report: "Report") -> None:
    """Append the report to the summary of the job, where GitHub says where that is; the verdict does not hang on it."""
    from rota.show.report.markdown import write

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as summary:
            summary.write(write(report, most=SUMMARY) + "\n")
    except OSError as error:
        out.note(f"The summary of the job was not written: {error.strerror or type(error).__name__}.")
