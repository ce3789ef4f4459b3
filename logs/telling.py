"""How messages, effects and deliveries of a run log are told to people, in one line each."""

from __future__ import annotations

from typing import Any

import msgspec

from asapair.actors.duration import clock, short

from .format import Delivery

#: Characters of a value in a report, and of a message where many stand one below the other.
WIDEST, NARROW = 300, 100
#: Levels of values within values in a report.
DEEPEST = 6

#: What stands in an effect, after its kind.
FIELDS = {
    "send": ("to", "message", "delay"),
    "timer": ("key", "message", "delay"),
    "cancel": ("key",),
    "emit": ("event",),
    "spawn": ("name",),
    "renew": ("incarnation",),
    "drop": ("why",),
    "dead letter": ("to", "message"),
    "failure": ("actor", "exception"),
}


def plain(text: msgspec.Raw | bytes) -> Any:
    """JSON of a log as plain values; what cannot be decoded stays text."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return bytes(text).decode(errors="replace")


def told(value: Any, widest: int = WIDEST) -> str:
    """A value as a line: ``Hello(incarnation=1, heard=0)``; long ones end in ``…``."""
    return cut(_told(value, DEEPEST), widest)


def _told(value: Any, levels: int) -> str:
    if isinstance(value, (dict, list)) and not levels:
        return "…"
    if isinstance(value, dict):
        fields = (f"{name}={_told(each, levels - 1)}" for name, each in value.items() if name != "is")
        return f"{value.get('is', '')}({', '.join(fields)})"
    if isinstance(value, list):
        return f"[{', '.join(_told(each, levels - 1) for each in value)}]"
    return repr(value)


def effect_told(effect: Any) -> str:
    """An effect as a line: ``send to link in 1ms: Hello(...)``."""
    match effect:
        case ["send", _, message, int(delay)]:
            return f"{effect_head(effect)}{f' in {short(delay)}' if delay else ''}: {told(message)}"
        case ["timer", _, message, int(delay)]:
            return f"{effect_head(effect)} in {short(delay)}: {told(message)}"
        case ["dead letter", _, message]:
            return f"{effect_head(effect)}: {told(message)}"
        case ["failure", actor, exception]:
            return f"failure of {actor}: {exception}"
        case [str(), rest]:
            return f"{effect[0]} {told(rest)}"
        case _:
            return told(effect)


def effect_head(effect: list[Any]) -> str:
    """What an effect does, without its content: ``send to link``."""
    match effect:
        case ["send" | "dead letter" as kind, to, *_]:
            return f"{kind} to {to}"
        case ["timer", key, *_]:
            return f"timer {key}"
        case _:
            return str(effect[0])


def delivery_told(delivery: Delivery) -> str:
    """A delivery as a line: step, time, message, sender, and the kinds of its effects."""
    kinds = ", ".join(_kind(plain(effect)) for effect in delivery.effects) or "no effect"
    message = told(plain(delivery.message), NARROW)
    return f"step {delivery.step} at {clock(delivery.now)}: {message} from {delivery.sender} -> {kinds}"


def _kind(effect: Any) -> str:
    return str(effect[0]) if isinstance(effect, list) and effect else "?"


def cut(text: str, widest: int = WIDEST) -> str:
    """At most so many characters of a text."""
    return text if len(text) <= widest else f"{text[:widest]}…"
