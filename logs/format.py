"""The lines of a run log as values; ``docs/logs.md`` describes them for those who use other tools."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from asapair.actors.signals import encode_unknown
from asapair.actors.spec import PairSpec

FORMAT = "asapair run log"
VERSION = 1

Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Checksum = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="header", tag_field="is"):
    """The first line: all that is needed to build the pair, and what was run on it.

    ``asapair`` is the version that wrote the log; ``live`` says that threads ran the pair; ``scenario`` and
    ``title`` are empty where there was none.
    """

    format: str
    version: int
    asapair: str
    scenario: str
    title: str
    seed: int
    live: bool
    spec: PairSpec


class Delivery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """One message taken by one actor: an array.

    ``now`` is ns of virtual time; ``sender`` is an actor, ``clock`` for a timer, ``-`` for an input;
    ``cause`` is the step in which the message was sent or the timer armed. ``message`` and each of
    ``effects`` are JSON as it stands in the log.
    """

    step: Count
    now: Count
    sender: str
    receiver: str
    cause: Count
    message: msgspec.Raw
    effects: list[msgspec.Raw]


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ended a run too early: name and text of the exception, and the actor that raised it, if any."""

    error: str
    text: str
    actor: str | None = None


How = Literal["finished", "failed", "stopped"]


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="end", tag_field="is"):
    """The closing record. ``now`` is the final virtual time (ns), which may be later than the last delivery.

    ``how`` is ``finished``, ``failed`` where an actor raised or the actors went round in circles, or
    ``stopped`` where something outside ended the run. Only a finished simulated run has ``digest`` and
    ``outcome``: threads tell the observers in another order than they take messages.
    """

    how: How
    steps: Count
    now: Count
    digest: str | None = None
    outcome: str | None = None
    failure: Failure | None = None


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="seal", tag_field="is"):
    """How many lines stand above this one, and the CRC-32 of them all, each with a line feed at its end."""

    lines: Count
    checksum: Checksum


#: The only way in which values become text of a log: replay compares texts.
encoder = msgspec.json.Encoder(enc_hook=encode_unknown)
