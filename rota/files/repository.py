"""A rota repository: a folder of TOML files, read whole but for its rotas, with a place for every fact."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.effective import Effective
from rota.domain.history import History
from rota.domain.lookups import Lookups
from rota.domain.people import People
from rota.domain.place import Place
from rota.domain.record import Trusted
from rota.domain.volumes import Volumes
from rota.domain.waivers import Waiver
from rota.files import shelf
from rota.files.baseline import FILE as BASELINE
from rota.files.baseline import Baseline
from rota.files.callsheet import FOLDER as SHEETS
from rota.files.callsheet import canonical_volumes
from rota.files.chains import event_files
from rota.files.contents import MATTERS, Contents, read_contents
from rota.files.contradictions import contradictions
from rota.files.digest import digest
from rota.files.errors import BadInput
from rota.files.living import Living, LivingRotas
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.names import Name
from rota.files.paths import find_root
from rota.files.recorded import Recorded
from rota.files.rotafile import RotaFile
from rota.files.rotareading import read_rota
from rota.files.toml import Document, read_toml
from rota.files.turn import turn
from rota.files.world import World
from rota.files.write import Taken

_NO_INPUT = ("names.toml", BASELINE)
"""Files that no plan goes by."""


class Repository(Recorded):
    """What the files of one repository say. Everything is read and checked before it exists."""

    def __init__(self, world: World, contents: Contents, documents: dict[str, Document]) -> None:
        super().__init__(contents)
        self._world = world
        self._documents = documents
        self._inputs = tuple(file for file in documents if file not in _NO_INPUT)
        self.root: Path = world.root
        self.centre: Centre = world.centre
        self.people: People = world.people
        self.demand: Demand = contents.all_demand
        self.volumes: Volumes = contents.volumes
        self.calendar: Calendar = contents.all_days
        self.history: History = contents.history
        self.names: Mapping[str, Name] = contents.names
        self.rule_tables: tuple[Mapping[str, Any], ...] = contents.rules.rule
        self.waivers: tuple[Waiver, ...] = contents.waivers.waiver
        self.baseline: Baseline | None = contents.baseline
        self.trusted: Trusted | None = None
        """Who may decide in a change that is under review, as it stood before it."""

    @classmethod
    def open(cls, start: Path) -> "Repository":
        """The repository around ``start``; BadInput lists all that is wrong with its files."""
        loader = Loader(find_root(start))
        contents = read_contents(loader)
        if contents.centre is not None and contents.people is not None:
            read = loader.documents
            files = (read["centre.toml"], read["people.toml"])
            world = World(loader.root, contents.centre, contents.people, *files, contents.rules.skills)
            loader.findings.extend(contradictions(world, contents, read))
            if not loader.findings:
                return cls(world, contents, loader.documents)
        raise BadInput(loader.findings)

    @property
    def effective(self) -> Effective:
        """Every change of every published rota: what applies, on what each cell stands, what does not apply."""
        return self._living.effective

    def tried(self, chain: Chain[Any]) -> Effective:
        """As ``effective``, if the matter of ``chain`` were as it is there."""
        return self._living.tried(chain)

    def stood(self, chains: Iterable[Chain[Any]]) -> Effective:
        """As ``effective``, if ``chains`` were all that has ever happened."""
        return self._living.only(chains)

    def as_it_is_now(self) -> "Repository":
        """Itself, or the same repository read anew where somebody has written events since; BadInput if it is broken."""
        files = event_files(self.root, MATTERS)
        known = frozenset(file for file in self._inputs if file.partition("/")[0] in MATTERS)
        return self if files == known else Repository.open(self.root)

    def rotas(self, group: str) -> Mapping[str, RotaFile]:
        """The published rotas of ``group`` by month as they stand now, all changes that apply laid over them.

        Each is read when it is asked for, and may raise BadInput.
        """
        return self._current.setdefault(group, LivingRotas(self.bases(group), self._living))

    def rota(self, group: str, month: str) -> RotaFile | None:
        """The published rota of ``month`` as it stands now; None if there is none, BadInput if it cannot be read."""
        return self.rotas(group).get(month)

    def bases(self, group: str) -> shelf.Rotas:
        """The bases of ``group`` by month, as they were published."""
        return self._shelves.setdefault(group, shelf.Rotas(self._world, group, self.document))

    def base_digest(self, group: str, month: str) -> str:
        """The digest of a published base; BadInput if it cannot be read."""
        return digest(self.document(f"{shelf.ROTAS}/{group}/{month}.toml").data)

    def group_of(self, agent: str, day: date) -> str | None:
        """The group whose rota has ``agent`` on ``day``; None for somebody who does not work here then."""
        return self._world.group_of(agent, day)

    @cached_property
    def lookups(self) -> Lookups:
        """What the months of this repository work out in common."""
        return Lookups(self.centre, self.people, self.calendar, self.demand)

    @cached_property
    def _living(self) -> Living:
        return Living(self._world, self._contents.chains, self.bases)

    @cached_property
    def _shelves(self) -> dict[str, shelf.Rotas]:
        return {}

    @cached_property
    def _current(self) -> dict[str, LivingRotas]:
        return {}

    def draft_numbers(self, group: str, month: str) -> tuple[int, ...]:
        """The numbers of the drafts of ``month``, in order."""
        return shelf.draft_numbers(self._world, group, month)

    def draft(self, group: str, month: str, number: int) -> RotaFile:
        """One draft; BadInput if there is none of that number, or it cannot be read."""
        return shelf.read_draft(self._world, group, month, number, self.document)

    def rota_file(self, file: str) -> RotaFile:
        """The rota in any ``file`` of the repository, also a hand-made one; BadInput if it cannot be read."""
        return read_rota(self.document(file), self._world)

    def rota_at(self, path: Path) -> RotaFile:
        """The rota in a file anywhere, inside the repository or not; BadInput if it cannot be read."""
        whole = path.resolve()
        if whole.is_relative_to(self.root):
            return self.rota_file(whole.relative_to(self.root).as_posix())
        document = read_toml(whole.parent, whole.as_posix())
        self._documents[document.file] = document
        return read_rota(document, self._world)

    def write_draft(self, rota: RotaFile) -> int:
        """Write a new draft and return its number; BadInput if it cannot be written."""
        return shelf.write_draft(self._world, rota)

    def save_draft(self, rota: RotaFile, number: int) -> None:
        """Write an edited draft in its place.

        Taken if somebody else has edited it since it was read, BadInput if it cannot be written.
        """
        file = shelf.draft_path(rota.group, rota.month, number)
        with turn(self.root):
            if file in self._documents and read_toml(self.root, file).data != self._documents[file].data:
                raise Taken(file)
            shelf.save_draft(self._world, rota, number)
        # Its lines have moved; places are looked up in the new text.
        self._documents.pop(file, None)

    def write_base(self, rota: RotaFile) -> None:
        """Write a month's base, once; Taken if it is published already, BadInput if it cannot be written."""
        shelf.write_base(self._world, rota)

    def document(self, file: str) -> Document:
        """A file as it was read."""
        if file not in self._documents:
            self._documents[file] = read_toml(self.root, file)
        return self._documents[file]

    def resolve(self, place: Place) -> Place:
        """``place`` with its line and column; unchanged where the file cannot be read any more."""
        if place.line or not place.file:
            return place
        try:
            return self.document(place.file).place(*place.path)
        except BadInput:
            return place

    def agent_place(self, agent_id: str) -> Place:
        """Where ``people.toml`` lists an agent."""
        return self._world.agent_place(agent_id)

    def rule_place(self, index: int) -> Place:
        """Where the rule table of that position (from 0) begins."""
        return self.document("rules.toml").place("rule", index)

    def waiver_place(self, index: int, *keys: str) -> Place:
        """Where the waiver of that position (from 0) begins, or one of its ``keys`` stands."""
        return self.document("waivers.toml").place("waiver", index, *keys)

    def input_digest(self, neighbours: Iterable[RotaFile] = ()) -> str:
        """The digest of all that a plan goes by: every input file but names and baseline, listed calls, and the rotas given."""
        said = {file: self._documents[file].data for file in self._inputs}
        rotas = {rota.place.file: self.document(rota.place.file).data for rota in neighbours}
        volumes = {SHEETS: canonical_volumes(self.volumes)} if self.volumes else {}
        return digest(said | volumes | rotas)
