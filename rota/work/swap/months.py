"""The published rotas that a swap looks at, each read once."""

from datetime import date

from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.rules import Level, Rule
from rota.work.amend import cell_now, rota_now
from rota.work.ruleset import rules_of
from rota.work.swap.screen import Screen


class Months:
    """Looks up the rota of an agent's day, and the rules in force in it."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._rotas: dict[tuple[str, str], Rota] = {}
        self._locks: dict[tuple[str, str], Screen] = {}
        self._rules: dict[str, tuple[Rule, ...]] = {}

    def of(self, agent: str, day: date) -> Rota:
        """The published rota that has ``agent`` on ``day``, as it stands now; Unusable where there is none."""
        cell_now(self._repo, agent, day)
        key = (self._repo.group_of(agent, day) or "", Period.holding(day).month)
        if key not in self._rotas:
            self._rotas[key] = rota_now(self._repo, *key)
        return self._rotas[key]

    def locks(self, rota: Rota) -> Screen:
        """Judges cells of ``rota`` by what nobody may trade: agreed limits, contracts, training, granted leave."""
        key = (rota.facts.group, rota.facts.period.month)
        if key not in self._locks:
            locks = [rule for rule in self.rules(rota) if rule.locks and rule.level is Level.MUST]
            self._locks[key] = Screen(rota, locks)
        return self._locks[key]

    def rules(self, rota: Rota) -> tuple[Rule, ...]:
        """The rules in force in the period of ``rota``."""
        period = rota.facts.period
        if period.month not in self._rules:
            self._rules[period.month] = rules_of(self._repo, period).rules
        return self._rules[period.month]
