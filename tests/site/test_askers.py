"""Whom an answer goes to, as far as our own proxies can be believed."""

import pytest

from dateline import config
from dateline.site import askers

OURS = config.networks("127.0.0.1,::1,10.0.0.0/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "asker"),
    [
        ("127.0.0.1", "", askers.HERE),
        ("::1", "", askers.HERE),
        ("127.0.0.1", "10.1.2.3", askers.HERE),
        ("203.0.113.77", "", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "", "203.0.113.0/24"),
        ("::ffff:127.0.0.1", "", askers.HERE),
        ("127.0.0.1", "203.0.113.77", "203.0.113.0/24"),
        ("127.0.0.1", "203.0.113.77, 10.1.2.3", "203.0.113.0/24"),
        ("127.0.0.1", "203.0.113.77:4711", "203.0.113.0/24"),
        ("127.0.0.1", "[2001:db8:1:2::4]:4711", "2001:db8:1:2::/64"),
        ("127.0.0.1", "127.0.0.1, 198.51.100.9, 203.0.113.77", "203.0.113.0/24"),  # what stands before may be invented
        ("203.0.113.77", "127.0.0.1", "203.0.113.0/24"),  # a stranger's own word
        ("127.0.0.1", "unknown", "unreadable"),
        ("127.0.0.1", "203.0.113.77, nobody", "unreadable"),
    ],
)
def test_the_neighbourhood_of_whoever_asks(peer: str, forwarded: str, asker: str) -> None:
    assert askers.neighbourhood({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, OURS) == asker


def test_without_proxies_nobody_is_believed() -> None:
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.77"}
    assert askers.neighbourhood(environ, config.networks("none")) == "127.0.0.0/24"
