"""The small published centre of tests/living_world.py for tests of leave: no leave at first, and few rules."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from tests.cli_helpers import Ran, rota
from tests.living_world import DEPUTY, LEADER, NOW, published

FREE = """[[rule]]
use = "leave-kept"

[[rule]]
use = "working-days"
"""
"""Rules that bound no leave."""

CAP = (
    FREE
    + """
[[rule]]
use = "absence-cap"
home = ["phones"]
most = {most}
"""
)


class World:
    """A repository and who does what in it, a minute after the other."""

    def __init__(self, folder: Path, rules: str | None = FREE, *, keep: bool = False) -> None:
        self.root = published(folder)
        if rules is not None:
            (self.root / "rules.toml").write_text(rules)
        if not keep:
            shutil.rmtree(self.root / "leave")
            # What was planned as leave is worked, so that the month is as if nobody had asked.
            base = self.root / "rotas" / "town-hall" / "2026-12.toml"
            base.write_text(base.read_text().replace('= "leave"', '= "early phones"'))
            shutil.rmtree(self.root / "rotas" / "town-hall" / "2026-12")
        self.now = datetime.fromisoformat(NOW)

    def run(self, *args: object, by: str = LEADER) -> Ran:
        """One command, typed by ``by``."""
        self.now += timedelta(minutes=1)
        return rota(*args, "--repo", self.root, ROTA_AS=by, ROTA_NOW=self.now.isoformat())

    def leave(self, *args: object, by: str = LEADER) -> Ran:
        """One command about leave."""
        return self.run("leave", *args, by=by)

    def ask(self, agent: str, *args: object) -> str:
        """Leave that an agent asks for; its id."""
        ran = self.leave("request", agent, *args, by=agent)
        assert ran.code == 0, ran.err
        return ran.out.strip()

    def grant(self, agent: str, *args: object) -> str:
        """Leave that an agent asks for and the leader grants; its id."""
        id = self.ask(agent, *args)
        ran = self.leave("approve", id, by=DEPUTY if agent == LEADER else LEADER)
        assert ran.code == 0, ran.err
        return id

    def state(self, id: str) -> str:
        """What the list says of a leave."""
        lines = self.leave("list", "--all").out.splitlines()
        columns = next(line for line in lines if line.startswith(id)).split("  ")
        return columns[-1].strip()
