"""Everything that a staff copy holds, as texts by file; nothing is written here."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.period import ONE_DAY, Period
from rota.domain.wishes import NoWishes, Wish
from rota.files.answers import all_answers, answered, path_of
from rota.files.answers import dump as dump_answer
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.files.rotafile import dump as dump_rota
from rota.files.shelf import base_path
from rota.files.staffcopy import StaffCopy
from rota.files.toml import parse_toml
from rota.files.wishfile import dump as dump_wishes
from rota.show.totals import ledger
from rota.show.words import length
from rota.work.clock import today
from rota.work.round.dates import FOLDER
from rota.work.situation import rota_of
from rota.work.staff.asked import MATTERS, Asked, wish_mark
from rota.work.staff.eyes import Eyes
from rota.work.staff.facts import HEADER, fact_files, text
from rota.work.staff.own import matter_files, wishes_of

Files = dict[str, str]
Digests = dict[str, str]


@dataclass(frozen=True)
class Content:
    """The files of a copy and what of them was given; ``untouched`` are files and folders left as they are.

    ``shows`` is the digest of what is shown, and of nothing that is hidden: whoever guesses what is
    hidden could prove the guess by it.
    """

    files: Files
    shows: str
    given: Digests
    waiting: tuple[Asked, ...]
    untouched: frozenset[str]


@dataclass(frozen=True)
class Before:
    """What is in the copy already: its mark, what was asked for in it, and the answers that it holds."""

    mark: StaffCopy
    asked: tuple[Asked, ...]
    replies: Collection[str]


def contents(repo: Repository, eyes: Eyes, group: str, months: Sequence[str], before: Before) -> Content:
    """What the copy of ``group`` holds; what was asked for in it and has no answer waits, as it is."""
    waiting = tuple(one for one in before.asked if answered(repo.root, one.key, one.digest) is None)
    days = sorted({day for month in months for day in Period.of_month(month).days}) or [today(repo.centre)]
    shown = fact_files(repo, group, eyes.agent, days) | dict(_rotas(repo, eyes, group, months))
    for chain in repo.round_chains:
        if chain.ref.startswith(f"{FOLDER}/{group}/"):
            shown |= eyes.chain(chain)
    shown |= _history(repo, eyes.agent, group, months)
    matters, given = _matters(repo, eyes, days[0], before, waiting)
    wishes, given_wishes = _wishes(repo, eyes, before, waiting)
    return Content(
        files={**shown, **matters, **wishes, **dict(_replies(repo, eyes, before))},
        shows=digest({file: digest(text) for file, text in shown.items()}),
        given=given | given_wishes,
        waiting=waiting,
        untouched=frozenset(_untouched(waiting)),
    )


def _rotas(repo: Repository, eyes: Eyes, group: str, months: Iterable[str]) -> Iterator[tuple[str, str]]:
    for month in months:
        rota = RotaFile(group, month, eyes.cells(repo.rotas(group)[month].cells))
        yield base_path(group, month), dump_rota(rota, HEADER)


def _history(repo: Repository, agent: str | None, group: str, months: Sequence[str]) -> Files:
    """The time in lieu that one brings into the first month shown, in one's own copy: earlier rotas are not in it."""
    if agent is None or not months:
        return {}
    rota = rota_of(repo, repo.rotas(group)[months[0]])
    if agent not in rota.agents:
        return {}
    eve = rota.start - ONE_DAY
    balance = {"id": agent, "lieu": length(ledger(rota, agent).brought)}
    return {"history.toml": text({"since": eve, "as-of": eve, "agent": [balance]})}


def _matters(
    repo: Repository, eyes: Eyes, since: date, before: Before, waiting: Iterable[Asked]
) -> tuple[Files, Digests]:
    """The files of matters, and their digests; of those that wait only the digests of what was given before."""
    held = {one.ref for one in waiting}
    begun = {one.ref for one in before.asked} | {key.rpartition("/")[0] for key in before.mark.given}
    files: Files = {}
    for ref, own in matter_files(repo, eyes, since, begun):
        if ref not in held:
            files |= own
    given = {file.removesuffix(".toml"): digest(parse_toml(text, file).data) for file, text in files.items()}
    old = before.mark.given.items()
    return files, given | {key: mark for key, mark in old if key.rpartition("/")[0] in held and _matter(key)}


def _wishes(repo: Repository, eyes: Eyes, before: Before, waiting: Iterable[Asked]) -> tuple[Files, Digests]:
    """One's own wishes in one's own copy, and with them, or alone, those that wait for the inbox."""
    asked = [one for one in waiting if not _matter(one.key) and not one.fault]
    taken_back = {one.key for one in asked if one.said is None}
    own = wishes_of(repo, eyes)
    given = dict(wish_mark(eyes.agent or "", said) for said in own)
    files: Files = {}
    for agent in sorted({one.agent for one in asked} | ({eyes.agent} if eyes.agent and given else set())):
        mine = own if agent == eyes.agent else ()
        stand = [said for said in mine if wish_mark(agent, said)[0] not in taken_back]
        added = [one.said for one in asked if one.agent == agent and isinstance(one.said, (Wish, NoWishes))]
        entries = list({wish_mark(agent, said)[0]: said for said in (*stand, *added)}.values())
        wishes = [said for said in entries if isinstance(said, Wish)]
        months = [said for said in entries if isinstance(said, NoWishes)]
        if entries:
            files[f"wishes/{agent}.toml"] = dump_wishes(agent, wishes, months)
    old = before.mark.given.items()
    return files, given | {key: mark for key, mark in old if key in taken_back}


def _untouched(waiting: Iterable[Asked]) -> Iterator[str]:
    for one in waiting:
        if _matter(one.key):
            yield one.ref
        elif one.fault:
            yield f"{one.key}.toml"


def _matter(key: str) -> bool:
    return key.partition("/")[0] in MATTERS


def _replies(repo: Repository, eyes: Eyes, before: Before) -> Iterator[tuple[str, str]]:
    """The answers to what one asked for; in a copy for everybody those to what was asked in it, but for leave."""
    asked = {path_of(one.key, one.digest) for one in before.asked if not one.key.startswith("leave/")}
    for answer in all_answers(repo.root):
        file = path_of(answer.key, answer.digest)
        mine = answer.agent == eyes.agent
        if mine or (eyes.agent is None and (file in asked or file in before.replies)):
            yield file, dump_answer(answer)
