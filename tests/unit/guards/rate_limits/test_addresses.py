"""Which addresses count as one caller."""

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.rate_limits.addresses import NO_ADDRESS, network_of


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address_of_ipv4(host: str, counted: str) -> None:
    assert network_of(host) == counted


@pytest.mark.parametrize("host", [None, "", "unknown", "_hidden", "testclient", "1.2.3.4:80", "x" * 9000])
def test_what_has_no_address_is_one_caller(host: str | None) -> None:
    assert network_of(host) == NO_ADDRESS


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_all_addresses_of_a_network_are_one_caller(network: int, one: int, other: int) -> None:
    hosts = [str(IPv6Address((network << 64) + host)) for host in (one, other)]
    if not any(IPv6Address(host).ipv4_mapped for host in hosts):
        assert network_of(hosts[0]) == network_of(hosts[1])
