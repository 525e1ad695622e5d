"""Metrics of a running process, read as Prometheus reads them."""

import httpx
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from commands.graphql_client import tls_context


async def scraped(base_url: str) -> dict[str, Metric]:
    """The metrics of a process, by name."""
    async with httpx.AsyncClient(verify=tls_context()) as http:
        answer = await http.get(f"{base_url}/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {family.name: family for family in text_string_to_metric_families(answer.text)}


def value(metrics: dict[str, Metric], name: str, **labels: str) -> float:
    """The sample's value."""
    family = next(family for family in metrics.values() if name.startswith(family.name))
    [found] = [s.value for s in family.samples if s.name == name and labels.items() <= s.labels.items()]
    return found
