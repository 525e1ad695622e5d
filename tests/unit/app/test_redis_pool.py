"""The URL of Redis is used as hosts print it, or refused with a sentence that contains no secret."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.redis_pool import usable_redis_url

UNUSABLE = [
    "geheim",
    "http://:geheim@h",
    "redis+sentinel://:geheim@h:26379/0",
    "redis://:pa#geheim@h:6379/0",
    "redis://:pa/geheim@h:6379/0",
    "redis://:pa?geheim@h:6379/0",
    "redis://:geheim@h:abc/0",
    "redis://:geheim@h:70000/0",
    "redis://:geheim@[::1:6379/0",
    "redis://:geheim@h/geheim",
    "redis://:geheim@h/0?db=x",
    "redis://:geheim@h/0?socket_timeout=5",
    "redis://:geheim@h/0?ssl_cert_reqs=none",
    "redis://:geheim@h/0?nonsense=geheim",
    "rediss://:geheim@h/0?ssl_cert_reqs=geheim",
    "rediss://:geheim@h/0?ssl_ca_certs=/geheim",
]
USABLE = [
    "redis://h",
    "redis://h:6379",
    "redis://h:6379/0",
    "redis://default:p%23%40@h:6379/1",
    "redis://:p@h:6379/",
    "redis://[::1]:6379/0",
    "redis://h/0?client_name=registro&health_check_interval=30&socket_keepalive=true",
    "rediss://default:p@h.upstash.io:6379",
    "rediss://:p@h:6379/0?ssl_cert_reqs=none",
    "rediss://:p@h:6379/0?ssl_cert_reqs=required&ssl_check_hostname=true",
    "unix:///run/redis.sock",
    "unix://:p@/run/redis.sock?db=2",
]


@pytest.mark.parametrize("url", UNUSABLE)
def test_what_cannot_be_used_is_refused_without_repeating_a_secret(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w \w") as caught:
        usable_redis_url(url)
    assert "geheim" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("url", USABLE)
def test_what_hosts_print_in_their_consoles_is_taken(url: str) -> None:
    assert usable_redis_url(url) == url


@given(st.text(max_size=60))
def test_any_text_is_used_or_refused_with_a_sentence(text: str) -> None:
    for url in (text, f"redis://{text}", f"rediss://h/0?{text}"):
        with suppress(ValueError):
            usable_redis_url(url)
