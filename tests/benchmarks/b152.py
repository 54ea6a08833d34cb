"""Make a rota repository of 152 people on five sites, planned as one group, out of examples/b-town.

    python tests/benchmarks/b152.py FOLDER [YEAR]

With YEAR all twelve months before July 2026 are in rotas/, otherwise the last six, and balances before.

The first site is B-town itself. The others are smaller and have three services: phones, e-mail and
one desk; their people are B-town's, so contracts, limits, leave and wishes are as mixed as there.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "examples")]

import b_town_asked as asked  # noqa: E402  (found through the line above)
import generate_b_town as b_town  # noqa: E402

from tests.benchmarks.given import with_given_heads, without_breaks  # noqa: E402

Table = dict[str, Any]
GROUP = "all-sites"
SINCE, AS_OF, LAST = date(2025, 6, 30), date(2025, 12, 28), date(2026, 6, 28)
YEAR = date(2025, 6, 2), date(2025, 6, 29)
"""As SINCE and AS_OF, where all twelve months are wanted as rotas."""

SMALL_SITES = {"b": ("b-site", 30), "c": ("c-site", 30), "d": ("d-site", 25), "e": ("e-site", 20)}
"""By the letter that their ids begin with: the name, and how many people."""

SERVED_BY = {"phones": "phones", "email": "email", "admin": "email"}
"""Where the services of B-town are found on the small sites; all others are at the one desk."""


def main(folder: Path, since: date = SINCE, as_of: date = AS_OF) -> None:
    """Write the whole repository into ``folder``: balances from ``since`` on, rotas of the months after ``as_of``."""
    for name, table in hand_files().items():
        _write(folder / name, tomli_w.dumps(table))
    for path in b_town.HERE.glob("calendar/*.toml"):
        _write(folder / "calendar" / path.name, path.read_text(encoding="utf-8"))
    facts = b_town.facts_of(folder, GROUP, since, LAST)
    everybody = set(facts.agent_of)
    files = [
        *b_town.past_files(facts, as_of),
        *b_town.leave_files(facts, _for_all(asked.GRANTED, everybody), _for_all(asked.ASKED, everybody)),
        *b_town.wish_files(_for_all(asked.WISHES, everybody)),
    ]
    for name, text in files:
        _write(folder / name, text)


def hand_files() -> dict[str, Table]:
    """The files that people write, by name."""
    read = {name: _read(b_town.HERE / f"{name}.toml") for name in ("centre", "people", "demand", "rules")}
    read["demand"], read["centre"] = with_given_heads(read["demand"]), without_breaks(read["centre"])
    for letter, (site, size) in SMALL_SITES.items():
        people = _chosen(read["people"]["agent"], size)
        _add_site(read["centre"], letter, site, people)
        read["demand"]["need"] += _needs(read["demand"]["need"], letter, size)
        read["people"]["agent"] += [_settled(agent, letter) for agent in people]
    teams = [team["id"] for team in read["centre"]["team"]]
    read["centre"]["group"] = [{"id": GROUP, "teams": teams}]
    for rule in read["rules"]["rule"]:
        rule.pop("heads", None)
    return {f"{name}.toml": table for name, table in read.items()}


def _chosen(people: list[Table], size: int) -> list[Table]:
    """``size`` of the people of B-town, spread evenly over its teams."""
    first_site = [agent for agent in people if agent["id"].startswith("a")]
    return [first_site[at * len(first_site) // size] for at in range(size)]


def _settled(agent: Table, letter: str) -> Table:
    """``agent`` as somebody of a small site."""
    skills = dict.fromkeys(_skill(skill) for skill in agent["skills"])
    return agent | {
        "id": f"{letter}{agent['id'][1:]}",
        "team": f"{letter}-{agent['team']}",
        "home": f"{letter}-{_skill(agent['home'])}",
        "skills": list(skills),
    }


def _skill(service: str) -> str:
    return SERVED_BY.get(service, "desk")


def _add_site(centre: Table, letter: str, site: str, people: list[Table]) -> None:
    services = {service["id"]: service for service in centre["service"]}
    centre["site"].append({"id": site})
    for team in dict.fromkeys(agent["team"] for agent in people):
        leader = next(agent["id"] for agent in people if agent["team"] == team)
        centre["team"].append({"id": f"{letter}-{team}", "site": site, "leader": f"{letter}{leader[1:]}"})
    for skill, like in (("phones", "phones"), ("email", "email"), ("desk", "reception")):
        new = {"id": f"{letter}-{skill}", "site": site, "skill": skill}
        centre["service"].append({**services[like], **new})


def _needs(needs: list[Table], letter: str, size: int) -> Iterator[Table]:
    """The needs of a small site: a share of B-town's phones and e-mail, and of its reception doubled."""
    for need in needs:
        share = {"phones": 1.0, "email": 1.0, "reception": 2.0}.get(need["service"])
        if share and not need["service"].startswith(f"{letter}-"):
            saturday = need.get("weekdays") == ["sat"]
            scaled = _scaled(0.8 * share * size / 47 if not saturday else size / 47)
            heads = need["heads"]
            new = [scaled(n) for n in heads] if isinstance(heads, list) else scaled(heads)
            yield need | {"service": f"{letter}-{_skill(need['service'])}", "heads": new}


def _scaled(factor: float) -> Callable[[int], int]:
    return lambda heads: max(1, int(heads * factor)) if heads else 0


def _for_all(lines: str, everybody: set[str]) -> str:
    """What was asked in B-town, also for those of other sites who are like whoever asked there."""
    found = []
    for line in lines.strip().splitlines():
        for letter in ("a", *SMALL_SITES):
            agent = letter + line[1:4]
            if agent in everybody:
                found.append(_elsewhere(line, letter, agent))
    return "\n".join(found)


def _elsewhere(line: str, letter: str, agent: str) -> str:
    if letter == "a":
        return line
    place = re.sub(r"(?<=service )[a-z-]+", lambda match: f"{letter}-{_skill(match.group())}", line)
    return agent + place[4:]


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(YEAR if sys.argv[2:] else (SINCE, AS_OF)))
