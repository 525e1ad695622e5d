"""A database's URL is used as hosts print it, or refused with a sentence that contains no secret."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database_url import KNOWN, DatabaseUrl, with_database

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
UNUSABLE = [
    "geheim",
    "http://u:geheim@h/d",
    "//u:geheim@h/d",
    "postgresql:u:geheim@h",
    "postgresql+asyncpg://u:geheim@h/d",
    "postgresql+psycopg2://u:geheim@h/d",
    "postgres+asyncpg://u:geheim@h/d",
    "postgresql://u:pa#geheim@h/d",
    "postgresql://u:pa/geheim@h/d",
    "postgresql://u:pa?geheim@h/d",
    "postgresql://u:1/geheim@h/d",
    "postgresql://u:1?geheim@h/d",
    "postgresql://u:1?geheim=x@h/d",
    "postgresql://u:geheim@h:abc/d",
    "postgresql://u:geheim@h:0/d",
    "postgresql://u:geheim@h:65536/d",
    "postgresql://u:geheim@[::1/d",
    "postgresql://u:geheim@::1/d",
    "postgresql://u:geheim@h1,h2:5432,h3:x/d",
    "postgresql://u:geheim@h1,h2/d?port=1,2,3",
    "postgresql://u:geheim%FF@h/d",
    "postgresql://u:geheim@h/d?sslmode=geheim",
    "postgresql://u:geheim@h/d?sslmode=",
    "postgresql://u:geheim@h/d?ssl=maybe",
    "postgresql://u:geheim@h/d?sslrootcert=/geheim/root.crt",
    "postgresql://u:geheim@h/d?sslrootcert=system&sslmode=require",
    "postgresql://u:geheim@h/d?sslrootcert=system&sslnegotiation=direct",
    "postgresql://u:geheim@h/d?target_session_attrs=best",
    "postgresql://u:geheim@h/d?channel_binding=always",
    "postgresql://u:geheim@h/d?gssencmode=require",
    "postgresql://u:geheim@h/d?statement_cache_size=none",
    "postgresql://u:geheim@h/d?statement_cache_size=-1",
    "postgresql://u:geheim@h/d?connect_timeout=soon",
    "postgresql://u:geheim@h/d?pgbouncer=yes",
    "postgresql://u:geheim@h/d?schema=public",
    "postgresql://u:geheim@h/d?nonsense",
]


@pytest.mark.parametrize("url", UNUSABLE)
def test_what_cannot_be_used_is_refused_without_repeating_a_secret(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w \w") as caught:
        DatabaseUrl.parse(url)
    assert "geheim" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("postgresql://h", (("h", 5432),)),
        ("postgres://h:1/d", (("h", 1),)),
        ("postgresql://", (("127.0.0.1", 5432),)),
        ("postgresql:///d", (("127.0.0.1", 5432),)),
        ("postgresql://u@[::1]:7/d", (("::1", 7),)),
        ("postgresql://h1:6001,h2:6002/d", (("h1", 6001), ("h2", 6002))),
        ("postgresql://h1,[::1]:2,h3/d", (("h1", 5432), ("::1", 2), ("h3", 5432))),
        ("postgresql://h1,h2/d?port=7", (("h1", 7), ("h2", 7))),
        ("postgresql:///d?host=h1,h2&port=1,2", (("h1", 1), ("h2", 2))),
        ("postgresql://u@/d?host=/var/run/postgresql", (("/var/run/postgresql", 5432),)),
        ("postgresql://u@%2Fvar%2Frun:6/d", (("/var/run", 6),)),
        ("postgresql://ignored/d?host=h", (("h", 5432),)),
    ],
)
def test_hosts_are_read_in_every_form(url: str, hosts: tuple[tuple[str, int], ...]) -> None:
    assert DatabaseUrl.parse(url).hosts == hosts


@given(user=TEXT, password=TEXT, database=TEXT)
def test_what_is_percent_encoded_is_read_as_it_was(user: str, password: str, database: str) -> None:
    encoded = [quote(text, safe="") for text in (user, password, database)]
    for url in (
        "postgresql://{}:{}@h:1/{}".format(*encoded),
        "postgresql://h:1/?user={}&password={}&dbname={}".format(*encoded),
    ):
        parsed = DatabaseUrl.parse(url)
        assert (parsed.user, parsed.password, parsed.database) == (user, password, database)
        assert repr(parsed) == repr(replace(parsed, password=None))


@given(old=TEXT, new=TEXT, query=st.sampled_from(["", "?sslmode=require", "?dbname=x&host=a,b", "?database=x"]))
def test_another_database_of_the_same_server_is_named(old: str, new: str, query: str) -> None:
    url = f"postgresql://u:p%23@h1:1,[::1]:2/{quote(old, safe='')}{query}"
    assert DatabaseUrl.parse(with_database(url, new)) == replace(DatabaseUrl.parse(url), database=new)


def test_an_at_sign_in_a_password_is_understood() -> None:
    parsed = DatabaseUrl.parse("postgresql://u:p@ss@h/d")
    assert (parsed.user, parsed.password, parsed.hosts) == ("u", "p@ss", (("h", 5432),))


def test_what_is_not_said_has_the_products_defaults() -> None:
    parsed = DatabaseUrl.parse("postgresql://h")
    assert (parsed.user, parsed.password, parsed.database) == ("postgres", None, "registro")
    assert (parsed.target, parsed.connect_seconds, parsed.behind_pooler) == ("any", 5, False)
    assert parsed.server_settings == {"application_name": "registro"}
    assert parsed.tls == {}
    assert parsed.warnings == ()


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"])
@pytest.mark.parametrize("name", ["sslmode", "ssl"])
def test_every_mode_of_tls_is_taken(name: str, mode: str) -> None:
    assert DatabaseUrl.parse(f"postgresql://h/d?{name}={mode}").tls == {"sslmode": mode}


def test_what_hosts_print_in_their_consoles_is_taken(tmp_path: Path) -> None:
    certificate = tmp_path / "root.crt"
    certificate.touch()
    neon = DatabaseUrl.parse("postgresql://u:p@h.neon.tech/d?sslmode=require&channel_binding=require")
    assert neon.tls == {"sslmode": "require"}
    assert "channel_binding=require is not supported" in neon.warnings[0]
    assert DatabaseUrl.parse("postgresql://h/d?ssl=true").tls == {"sslmode": "require"}
    assert DatabaseUrl.parse("postgresql://h/d?sslrootcert=system").tls["sslmode"] == "verify-full"
    assert DatabaseUrl.parse(f"postgresql://h/d?sslmode=verify-ca&sslrootcert={certificate}").tls["sslrootcert"]
    assert DatabaseUrl.parse("postgresql://h/d?pgbouncer=true").behind_pooler
    assert DatabaseUrl.parse("postgresql://h/d?statement_cache_size=0").behind_pooler
    assert DatabaseUrl.parse("postgresql://h/d?statement_cache_size=50").statement_cache_size == 50
    assert DatabaseUrl.parse("postgresql://h/d?connect_timeout=9").connect_seconds == 9
    named = DatabaseUrl.parse("postgresql://h/d?application_name=portal&options=-c%20search_path%3Dx")
    assert named.server_settings == {"application_name": "portal", "options": "-c search_path=x"}
    assert DatabaseUrl.parse("postgresql://a,b/d?target_session_attrs=read-write").target == "read-write"


@given(st.text(max_size=60))
def test_any_text_is_used_or_refused_with_a_sentence(text: str) -> None:
    for url in (text, f"postgresql://{text}", f"postgresql://h/d?{text}"):
        with suppress(ValueError):
            DatabaseUrl.parse(url)


def test_all_known_parameters_are_listed_where_one_is_not() -> None:
    with pytest.raises(ValueError, match="schema") as caught:
        DatabaseUrl.parse("postgresql://h/d?schema=public")
    assert all(name in str(caught.value) for name in KNOWN)
