"""Runs the steps in turns, so that both sides and both amounts of data meet the same machine in the same minutes."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import asyncpg

from bench.compare import steps
from bench.compare.figures import Sample
from bench.compare.servers import ROOT, Servers
from bench.compare.systems import System, migrate, minimal, peer, registro
from bench.seed_operators import seed

PLAIN, MINIMAL = "bench", "bench_minimal"
DATA = ROOT / "bench" / "yardstick.sql"
MINIMAL_DATA = ROOT / "bench" / "minimal_service.sql"
_STUDENTS = """
INSERT INTO students (code, holds) SELECT 'M' || n, '[]' FROM generate_series(40001, 100000) n;
UPDATE inspections SET audit_id = (SELECT max(id) FROM audit_log);
"""
"""Besides the driver's 20,000 and the 20,000 whose tasks are final. The last line: the checks of invariants would
otherwise begin by following all that has ended."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured. `rounds`: of each step that is run by turns; the others are run once."""

    rounds: int
    burst: int
    long_burst: int
    hot: int
    gentle_seconds: int
    final_sagas: int


@dataclass(slots=True)
class Comparison:
    """One run of the steps in `only`. `advance` is called with a text before each part of it."""

    servers: Servers
    size: Size
    only: Collection[str]
    advance: Callable[[str], None]
    samples: list[Sample] = field(default_factory=list)

    def run(self) -> list[Sample]:
        """Prepare the databases, then measure."""
        self._prepare()
        for number in range(1, self.size.rounds + 1):
            self._registro(f"round {number} of {self.size.rounds}: Registro")
            self._peer(f"round {number} of {self.size.rounds}: the peer")
            self._minimal(f"round {number} of {self.size.rounds}: the minimal service")
            self._grown(f"round {number} of {self.size.rounds}: Registro with much data")
        self._hot()
        self._once()
        return self.samples

    @property
    def _grown_database(self) -> str:
        """Named by how much is in it, because it may be kept for the next run."""
        return f"bench_grown_{self.size.final_sagas}"

    def parts(self) -> int:
        """How often `advance` is called at most."""
        return 4 * self.size.rounds + 6

    def _wants(self, *names: str) -> bool:
        return bool(set(names) & set(self.only))

    def _driven(self) -> str:
        """The phases of the driver, in its words."""
        return ",".join(phase for phase in ("burst", "gentle", "c64") if self._wants(phase))

    def _prepare(self) -> None:
        self.advance("the databases")
        self.servers.create(PLAIN)
        migrate(self.servers, PLAIN)
        asyncio.run(execute(self.servers.url(PLAIN), DATA.read_text(encoding="utf-8"), "VACUUM ANALYZE"))
        self.servers.create(MINIMAL)
        asyncio.run(execute(self.servers.url(MINIMAL), MINIMAL_DATA.read_text(encoding="utf-8"), "VACUUM ANALYZE"))
        if not self._wants("growth"):
            return
        grown = self._grown_database
        if not self.servers.has(grown):
            self.servers.create(grown)
            migrate(self.servers, grown)
            asyncio.run(seed(self.servers.url(grown), self.size.final_sagas))
            statements = DATA.read_text(encoding="utf-8"), _STUDENTS, "VACUUM ANALYZE", "CHECKPOINT"
            asyncio.run(execute(self.servers.url(grown), *statements))
        migrate(self.servers, grown)

    def _registro(self, title: str) -> None:
        if not self._wants("burst", "gentle", "c64", "idle", "growth"):
            return
        self.advance(title)
        with registro(self.servers, PLAIN, "registro") as system:
            if phases := self._driven():
                self._drive(system, phases)
            if self._wants("burst", "growth"):
                self.samples += steps.processor_time_of_burst(self.servers, system, self.size.long_burst)
            if self._wants("growth"):
                self.samples.append(steps.pages(system))
                if not self._wants("gentle"):
                    self._drive(system, "gentle")
            if self._wants("idle"):
                self.samples.append(steps.idle(system))

    def _drive(self, system: System, phases: str) -> None:
        found = steps.drive(
            self.servers, system, phases, n=self.size.burst, gentle_seconds=self.size.gentle_seconds, seconds=4
        )
        self.samples += found
        if system.name == "peer":  # its bursts are long enough for ticks of 10 ms
            self.samples += steps.renamed(found, {"peer.burst.cpu_s_per_1000": "peer.burst.cpu"})

    def _peer(self, title: str) -> None:
        if self.servers.yardstick is None or not self._driven():
            return
        self.advance(title)
        with peer(self.servers, self.servers.yardstick) as system:
            self._drive(system, self._driven())

    def _minimal(self, title: str) -> None:
        if not self._wants("gentle"):
            return
        self.advance(title)
        with minimal(self.servers, MINIMAL) as system:
            self._drive(system, "gentle")

    def _grown(self, title: str) -> None:
        if not self._wants("growth"):
            return
        self.advance(title)
        with registro(self.servers, self._grown_database, "grown", seeded=self.size.final_sagas) as system:
            self._drive(system, "gentle")
            self.samples += steps.processor_time_of_burst(self.servers, system, self.size.long_burst)
            self.samples.append(steps.pages(system))

    def _hot(self) -> None:
        if not self._wants("hot"):
            return
        self.advance("hot groups")
        with registro(self.servers, PLAIN, "registro", workers=2) as system:
            self.samples += steps.hot_groups(self.servers, system, PLAIN, self.size.hot)

    def _once(self) -> None:
        if self._wants("live"):
            self.advance("subscriptions")
            self.samples.append(steps.live())
        if self._wants("catalogue"):
            self.advance("a page of the catalogue")
            self.samples.append(steps.catalogue())
        if self._wants("limits") and self.servers.yardstick is not None:
            self.advance("the limits of the machine")
            self.samples.append(steps.limits(self.servers))


async def execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
