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


def test_a_mate_that_answers_and_then_dies_is_given_up_when_the_hold_time_is_over() -> None:
    """Hellos were lost, it answered when it was asked, and that counted when the hold time was up."""
    with Pair() as pair:
        pair.form()
        pair.failover_link.degrade(loss=1.0)  # hellos are lost, what is asked and answered comes late
        pair.advance("7s")
        pair.primary.crash()
        assert pair.wait_until(lambda: pair.secondary.group(1).state == "Active", within="17s")


def test_a_receiver_whose_stream_has_stalled_does_not_run_half_a_configuration_when_the_sender_dies() -> None:
    """B6: it had given up the stream, and took over with what the stream had left of its configuration."""
    with Pair() as pair:
        pair.boot()
        assert pair.wait_until(lambda: pair.secondary.group(1).state == "Sync Config")
        pair.replication_lane.cut()
        pair.advance("65s")
        pair.primary.power_off()
        assert pair.wait_until(lambda: pair.secondary.group(2).state == "Active", within="3m")
        system = pair.secondary.running()
        assert system is not None
        assert system.has("context ctx1")
        assert len(pair.secondary.running("ctx1") or ()) > 0


def test_a_unit_that_comes_back_asks_a_mate_that_can_hear_it() -> None:
    """I5: a mate that had given it up did not hear the question, which came again ten seconds later."""
    with Pair() as pair:
        pair.form()
        pair.failover_link.cut()
        pair.primary.crash()
        assert pair.wait_until(lambda: pair.primary.group(1).state == "Negotiation")
        pair.advance("5s")
        pair.failover_link.restore()
        assert pair.wait_until(lambda: pair.primary.group(1).state == "Sync Config", within="3s")
