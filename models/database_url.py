"""What the URL of a database says: libpq's form, with what hosts and poolers put into it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote

_FORM = re.compile(
    r"(?P<scheme>[^:/?#]*)://(?:(?P<login>[^/?#]*)@)?(?P<hosts>[^/?#@]*)"
    r"(?:/(?P<database>[^?#@]*))?(?:\?(?P<query>[^#@]*))?"
)
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.%a-z]+\]|[^:\[\]]*)(?::(?P<port>[0-9]+))?")
_CONNECT_SECONDS = 5.0
_CACHED_STATEMENTS = 100

_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_TARGETS = ("any", "primary", "standby", "prefer-standby", "read-write", "read-only")
_FILES = ("sslcert", "sslkey", "sslrootcert", "sslcrl")
_TLS = (*_FILES, "sslpassword", "sslnegotiation", "ssl_min_protocol_version", "ssl_max_protocol_version")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "sslmode": _MODES,
    "target_session_attrs": _TARGETS,
    "channel_binding": ("disable", "prefer", "require"),
    "gssencmode": ("disable", "prefer"),
    "sslnegotiation": ("postgres", "direct"),
    "pgbouncer": ("true", "false"),
}
KNOWN = frozenset(
    {
        *("host", "port", "user", "password", "dbname", "database"),
        *("application_name", "options", "connect_timeout", "statement_cache_size", "ssl"),
        *_TLS,
        *_CHOICES,
    }
)
"""The parameters that a URL may have."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A database, and how to connect to it.

    Attributes:
        hosts: names, addresses or directories of sockets, each with its port; tried in this order.
        tls: parameters for TLS by libpq's names, `sslmode` among them.
        target: which of several servers to use, as in libpq's `target_session_attrs`.
        server_settings: sent to the server with each new connection.
        connect_seconds: the longest that connecting to one host may take.
        statement_cache_size: prepared statements that a connection keeps; 0 behind a pooler of transactions.
        warnings: sentences about what is asked for and cannot be had.
    """

    hosts: tuple[tuple[str, int], ...]
    user: str
    password: str | None = field(repr=False)
    database: str
    tls: Mapping[str, str] = field(repr=False)
    target: str
    server_settings: Mapping[str, str]
    connect_seconds: float
    statement_cache_size: int
    warnings: tuple[str, ...]

    @classmethod
    def parse(cls, url: str) -> Self:
        """The same in parts. Raises ValueError with a sentence that repeats nothing that may be secret."""
        form = _form(url)
        query = _query(form["query"] or "")
        user, _, password = (form["login"] or "").partition(":")
        return cls(
            hosts=_hosts(query.get("host") or form["hosts"], query.get("port")),
            user=query.get("user") or _decoded(user) or "postgres",
            password=query.get("password") or _decoded(password) or None,
            database=query.get("dbname") or query.get("database") or _decoded(form["database"] or "") or "registro",
            tls=_tls(query),
            target=query.get("target_session_attrs", "any"),
            server_settings={"application_name": query.get("application_name", "registro")}
            | ({"options": query["options"]} if "options" in query else {}),
            connect_seconds=_number(query, "connect_timeout", _CONNECT_SECONDS) or _CONNECT_SECONDS,
            statement_cache_size=int(
                _number(query, "statement_cache_size", 0 if query.get("pgbouncer") == "true" else _CACHED_STATEMENTS)
            ),
            warnings=(
                ("channel_binding=require is not supported; sslmode=verify-full makes sure of the server instead",)
                if query.get("channel_binding") == "require" and query.get("sslmode") != "verify-full"
                else ()
            ),
        )

    @property
    def behind_pooler(self) -> bool:
        """Whether each transaction may run in another session: what belongs to a session cannot be relied on."""
        return self.statement_cache_size == 0


def with_database(url: str, name: str) -> str:
    """`url`, which can be parsed, with another database."""
    form = _form(url)
    others = [part for part in (form["query"] or "").split("&") if part.partition("=")[0] not in {"dbname", "database"}]
    login = "" if form["login"] is None else f"{form['login']}@"
    query = "&".join(filter(None, others))
    return f"{form['scheme']}://{login}{form['hosts']}/{quote(name, safe='')}{'?' if query else ''}{query}"


def _form(url: str) -> re.Match[str]:
    scheme, separator, _ = url.partition("://")
    if separator and scheme.startswith(("postgresql+", "postgres+")):
        raise ValueError("write postgresql:// without the name of a driver behind it")
    if scheme not in {"postgresql", "postgres"} or not separator:
        raise ValueError("use postgresql://user:password@host:5432/database")
    form = _FORM.fullmatch(url)
    if form is None:
        raise ValueError("write / ? # and @ in the user's name and the password as %2F %3F %23 and %40")
    return form


def _query(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        if name not in KNOWN:
            raise ValueError(f"the parameter {name} is not supported; these are: {', '.join(sorted(KNOWN))}")
        found[name] = _decoded(value)
    for name, choices in _CHOICES.items():
        if name in found and found[name] not in choices:
            raise ValueError(f"{name} must be one of {', '.join(choices)}")
    return {name: value for name, value in found.items() if value}


def _hosts(names: str, ports: str | None) -> tuple[tuple[str, int], ...]:
    hosts: list[tuple[str, int]] = []
    given = names.split(",")
    defaults = (ports or "5432").split(",")
    if len(defaults) == 1:
        defaults *= len(given)
    if len(defaults) != len(given):
        raise ValueError("there must be one port, or one for each host")
    for text, default in zip(given, defaults, strict=True):
        match = None if text.startswith("/") else _HOST.fullmatch(text)
        name, port = (text, default) if match is None else (match["name"], match["port"] or default)
        if (match is None and not text.startswith("/")) or not (port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError(
                "a host must be a name or an address, with a port behind it, such as db:5432 or [::1]:5432"
            )
        hosts.append((_decoded(name.strip("[]")) or "127.0.0.1", int(port)))
    return tuple(hosts)


def _tls(query: Mapping[str, str]) -> Mapping[str, str]:
    found = {name: query[name] for name in ("sslmode", *_TLS) if name in query}
    if "ssl" in query:  # JDBC's and asyncpg's
        found.setdefault("sslmode", {"true": "require", "false": "disable"}.get(query["ssl"], query["ssl"]))
        if found["sslmode"] not in _MODES:
            raise ValueError(f"ssl must be true, false or one of {', '.join(_MODES)}")
    for name in _FILES:
        if name in found and (name, found[name]) != ("sslrootcert", "system") and not Path(found[name]).is_file():
            raise ValueError(f"{name} names a file that does not exist")
    if found.get("sslrootcert") == "system":
        if found.setdefault("sslmode", "verify-full") != "verify-full":
            raise ValueError("sslrootcert=system needs sslmode=verify-full")
        if others := found.keys() - {"sslmode", "sslrootcert"}:
            raise ValueError(f"sslrootcert=system cannot be combined with {min(others)}")
    return found


def _number(query: Mapping[str, str], name: str, default: float) -> float:
    value = query.get(name)
    if value is None:
        return default
    if not value.isdecimal():
        raise ValueError(f"{name} must be a whole number")
    return float(value)


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise ValueError("what is percent-encoded must be UTF-8") from None
