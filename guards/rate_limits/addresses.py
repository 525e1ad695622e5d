"""Which addresses are one caller."""

from ipaddress import IPv4Address, IPv6Address, ip_address

_IPV6_HOST_BITS = 64
"""A network of this many bits is what one customer gets at least; who has one has all of its addresses."""
NO_ADDRESS = "-"


def network_of(host: str | None) -> str:
    """The IPv4 address, or the /64 network of the IPv6 address, that counts as one caller.

    What is no address counts as one caller: Unix sockets, and what a proxy passes on that names none.
    """
    try:
        address = ip_address(host or "")
    except ValueError:
        return NO_ADDRESS
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return str(address)
    network = int(address) >> _IPV6_HOST_BITS << _IPV6_HOST_BITS
    return f"{IPv6Address(network)}/{_IPV6_HOST_BITS}"
