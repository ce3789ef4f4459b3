"""What exploring has found, each as the shortest way to see it."""

from __future__ import annotations

from asapair.actors import Pair


def test_a_context_shows_its_interfaces_while_the_system_configuration_is_still_to_come() -> None:
    """A receiver has cleared the system space, and with it what says which ports its contexts have."""
    with Pair() as pair:
        pair.secondary.boot()
        assert pair.wait_until(lambda: pair.secondary.group(2).state == "Active")
        pair.primary.boot()
        assert pair.wait_until(lambda: pair.primary.group(1).state == "Sync Config")
        console = pair.primary.console
        console.go("ctx1", configure=True)
        for line in ("interface Ethernet0.11", "nameif outside", "end"):
            console.enter(line)
        assert pair.primary.group(1).state == "Sync Config"
        assert console.enter("show interface outside") == "ERROR: Interface outside does not exist"
        assert console.prompt == "ciscoasa/ctx1# "
