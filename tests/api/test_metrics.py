"""/metrics of an API and a worker, read as Prometheus reads it."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commands.processes import free_port
from tests.support.graphql import enrolled
from tests.support.installation import QUICK, Installation, Servers
from tests.support.metrics import scraped, value
from tests.support.poll import in_time, wait_for_async
from tests.support.serving import has_headers_of_all
from tests.support.tokens import signed_in

DOCUMENTED = Path(__file__).parents[2] / "docs" / "monitoring.md"


@pytest.fixture(scope="module")
async def watched(servers: Servers) -> AsyncIterator[tuple[Installation, int]]:
    """An installation, and the port of its worker's metrics."""
    port = free_port()
    async with servers.installation({**QUICK, "REGISTRO_WORKER__METRICS_PORT": str(port)}) as made:
        [processes] = await made.start()
        async with signed_in(processes.base_url) as api:
            await enrolled(api, "EST001", "G-ELC102-E")
        yield made, port


async def test_the_api_serves_metrics_of_itself_and_of_the_installation(watched: tuple[Installation, int]) -> None:
    installation, _ = watched
    metrics = await scraped(installation.processes[0].base_url)
    assert value(metrics, "registro_accept_seconds_count") == 1
    assert 0 < value(metrics, "registro_accept_seconds_sum") < 10
    assert value(metrics, "registro_accept_seconds_bucket", le="+Inf") == 1
    assert value(metrics, "registro_idempotency_lookups_total", found="false") == 1
    assert value(metrics, "registro_workers") == 1
    assert value(metrics, "registro_dependency_up", dependency="database") == 1
    assert value(metrics, "registro_sagas", status="STUCK") == 0
    [row] = await installation.sql("SELECT count(*) AS n FROM sagas WHERE status = 'COMPLETED'")

    async def is_updated() -> bool:
        now = await scraped(installation.processes[0].base_url)
        return value(now, "registro_sagas", status="COMPLETED") == int(row["n"])

    await wait_for_async(is_updated, 10, "a reading made after the saga's end")


async def test_a_worker_serves_its_metrics_on_its_own_port(watched: tuple[Installation, int]) -> None:
    url = f"http://127.0.0.1:{watched[1]}"
    metrics = await scraped(url)
    assert value(metrics, "registro_task_seconds_count") == 1
    assert value(metrics, "registro_worker_sagas") == 0
    assert value(metrics, "registro_wakeups_total", outcome="handled") >= 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"200"), (b"no request\r\n\r\n", b"400")],
)
async def test_no_answer_of_a_worker_is_stored_and_no_type_is_guessed(
    watched: tuple[Installation, int], sent: bytes, status: bytes
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", watched[1])
    writer.write(sent)
    answer = await in_time(reader.read(-1), 10)
    writer.close()
    assert answer[9:12] == status
    assert has_headers_of_all(answer)


async def test_every_metric_is_in_the_documentation_and_every_documented_one_is_served(
    watched: tuple[Installation, int],
) -> None:
    installation, port = watched
    served = await scraped(installation.processes[0].base_url) | await scraped(f"http://127.0.0.1:{port}")
    ends = {"counter": "_total", "info": "_info"}
    names = {family.name + ends.get(family.type, "") for family in served.values()}
    documented = re.findall(r"^\| `(\w+)` \|", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name.replace("_info_info", "_info") for name in names) == sorted(documented)
    assert [family.name for family in served.values() if not family.documentation] == []


async def test_an_unavailable_installation_fails_no_scrape(servers: Servers) -> None:
    async with servers.installation(QUICK) as made:
        [processes] = await made.start(workers=0)
        await servers.execute(f'DROP DATABASE "{made.prefix}" WITH (FORCE)')

        async def is_updated() -> bool:
            return value(await scraped(processes.base_url), "registro_dependency_up", dependency="database") == 0

        await wait_for_async(is_updated, 10, "the database to be unavailable")
        metrics = await scraped(processes.base_url)
        assert value(metrics, "registro_dependency_up", dependency="redis") == 1
        assert "registro_sagas" not in metrics
        assert "registro_queue_wakeups" in metrics
