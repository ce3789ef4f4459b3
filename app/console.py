"""A pair at one's fingers: what is typed goes to a console, or to the tool if it begins with a colon."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from inspect import signature
from typing import TypeVar

import click

from asapair.actors.duration import DurationError, clock, duration
from asapair.actors.facts.states import Hosts, PortFault, Power
from asapair.actors.handles import (
    ConsoleNotReadyError,
    DataNetworkHandle,
    LinkHandle,
    NotActiveError,
    UnitHandle,
)
from asapair.actors.pair import Pair
from asapair.actors.signals import ConsoleLine
from asapair.actors.spec import UNITS, PairSpec
from asapair.scenarios import Entry, Kind
from asapair.scenarios.errors import CannotGoOnError, alternatives
from asapair.scenarios.port_steps import check_port

from . import transcript

WELCOME = "Both units are off. `:boot` turns them on, `:advance 90s` lets time pass, `:help` lists the rest."
LINKS = ("failover link", "replication lane", "state link", "data network")
#: How long a console may be busy with one line before its typist gets the keyboard back.
PATIENCE = "10m"


Word = TypeVar("Word", Hosts, PortFault)


class MistypedError(Exception):
    """A line for the tool that it does not understand; the text says what it does."""


def converse(spec: PairSpec, seed: int) -> bool:
    """Read lines until there are no more, or `:quit`; says whether the tool understood all of them."""
    transcript.start()
    with Pair(spec, seed=seed) as pair:
        desk = Desk(pair, echoed=sys.stdin.isatty() and sys.stdout.isatty())
        click.echo(WELCOME)
        for line in _typed_lines(desk):
            desk.take(line)
            if desk.left:
                break
    return not desk.mistakes


def _typed_lines(desk: Desk) -> Iterator[str]:
    """What is typed, behind a prompt on a terminal."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    with suppress(ImportError):
        import readline  # noqa: F401  # gives input() its history
    try:
        while True:
            yield input(desk.prompt)
    except (EOFError, KeyboardInterrupt):
        click.echo()


class Desk:
    """The keyboard, the two screens and the clock."""

    def __init__(self, pair: Pair, *, echoed: bool = False) -> None:
        self.pair = pair
        #: a terminal shows what is typed, behind the prompt, already
        self.echoed = echoed
        self.unit = pair.primary
        self.left = False
        self.mistakes = 0
        self.commands: dict[str, Callable[..., None]] = {
            "primary": self.use_primary,
            "secondary": self.use_secondary,
            "boot": self.boot,
            "power-off": self.power_off,
            "crash": self.crash,
            "reload": self.reload,
            "port": self.port,
            "cut": self.cut,
            "restore": self.restore,
            "traffic": self.traffic,
            "open": self.open,
            "close": self.close,
            "advance": self.advance,
            "state": self.state,
            "help": self.help,
            "quit": self.quit,
        }
        pair.signals.console_line.connect(self._print)

    @property
    def prompt(self) -> str:
        """What a terminal shows before a typed line: time, unit, and what its console waits behind."""
        waiting = self.unit.console.prompt if self.unit.power is Power.UP else f"({self.unit.power})"
        return f"{clock(self.pair.now):>11}  {self.unit.name:<9}  {(waiting or '(busy)').rstrip()} "

    def take(self, line: str) -> None:
        """One line: for the tool if it begins with a colon, otherwise for the console."""
        try:
            if line.startswith(":"):
                self._command(line[1:])
            else:
                self._type(line)
        except (MistypedError, DurationError, NotActiveError, CannotGoOnError) as error:
            self.mistakes += 1
            click.echo(str(error), err=True)

    def _print(self, unit: str, event: ConsoleLine, at: int) -> None:
        if event.typed and self.echoed and unit == self.unit.name:
            return
        transcript.say(Entry(at, Kind.TYPED if event.typed else Kind.PRINTED, unit, event.text))

    def _type(self, line: str) -> None:
        if self.unit.power is Power.UP:
            try:
                self.unit.console.enter(line, within=PATIENCE)
            except ConsoleNotReadyError as error:
                raise MistypedError(str(error)) from error
        elif line.strip():
            how = "`:boot` turns it on" if self.unit.power is Power.OFF else "`:advance 30s` lets time pass"
            raise MistypedError(f"{self.unit.name} is {self.unit.power}, nobody reads {line!r}: {how}")

    def _command(self, line: str) -> None:
        word, *arguments = line.split() or [""]
        meant = [name for name in self.commands if name.startswith(word)] if word else []
        if word in self.commands:
            meant = [word]
        if len(meant) != 1:
            raise MistypedError(f":{word} is no command, {alternatives(word, self.commands)}")
        action = self.commands[meant[0]]
        try:
            signature(action).bind(*arguments)
        except TypeError:
            usage = next(each for each in HELP if each.startswith(f":{meant[0]}"))
            raise MistypedError(f"usage: {usage}") from None
        action(*arguments)

    # -- commands --------------------------------------------------------------------------------

    def use_primary(self) -> None:
        """Type at the primary from now on."""
        self.unit = self.pair.primary

    def use_secondary(self) -> None:
        """Type at the secondary from now on."""
        self.unit = self.pair.secondary

    def boot(self, units: str = "both") -> None:
        """Turn units on."""
        self._each(units, UnitHandle.boot)

    def power_off(self, units: str) -> None:
        """Take the power of units away."""
        self._each(units, UnitHandle.power_off)

    def crash(self, units: str) -> None:
        """Let the software of units fail."""
        self._each(units, UnitHandle.crash)

    def reload(self, units: str) -> None:
        """Reload units without questions."""
        self._each(units, UnitHandle.reload)

    def port(self, units: str, port: str, *goes: str) -> None:
        """Break or mend a port of units."""
        fault = _one_of(PortFault, "state of a port", " ".join(goes))
        check_port(self.pair, port)
        self._each(units, lambda unit: unit.port(port, fault))

    def cut(self, *words: str) -> None:
        """Let nothing through a link any more."""
        self._link(words).cut()
        self.pair.advance(0)

    def restore(self, *words: str) -> None:
        """Let a link work again."""
        self._link(words).restore()
        self.pair.advance(0)

    def _link(self, words: tuple[str, ...]) -> LinkHandle | DataNetworkHandle:
        name = " ".join(words)
        if name not in LINKS:
            raise MistypedError(f"{name!r} is no link, {alternatives(name, LINKS)}")
        link: LinkHandle | DataNetworkHandle = getattr(self.pair, name.replace(" ", "_"))
        return link

    def traffic(self, word: str) -> None:
        """Let the hosts on the data segments talk, or not."""
        self.pair.data_network.traffic(_one_of(Hosts, "traffic", word))
        self.pair.advance(0)

    def open(self, count: str, context: str) -> None:
        """Let hosts connect through a context."""
        self.pair.open_connections(context, _count(count))
        self.pair.advance(0)

    def close(self, count: str, context: str) -> None:
        """End connections of a context."""
        self.pair.close_connections(context, _count(count))
        self.pair.advance(0)

    def _each(self, units: str, action: Callable[[UnitHandle], None]) -> None:
        if units not in (*UNITS, "both"):
            raise MistypedError(f"{units!r} is no unit, {alternatives(units, (*UNITS, 'both'))}")
        for name in UNITS if units == "both" else (units,):
            action(self.pair.unit(name))
        self.pair.advance(0)

    def advance(self, time: str) -> None:
        """Let time pass."""
        self.pair.advance(duration(time))

    def state(self) -> None:
        """Say what units, groups and contexts are."""
        for name in UNITS:
            unit = self.pair.unit(name)
            click.echo(f"{name} is {unit.power}")
            if unit.power is Power.UP:
                for number in (1, 2):
                    click.echo(f"  group {number}  {unit.group(number).state}")
                for context in sorted(unit.contexts):
                    click.echo(f"  {context}  {unit.context(context).state}")
                click.echo(f"  mate {unit.mate}, failover link {unit.link}")

    def help(self) -> None:
        """List the commands."""
        click.echo("\n".join(HELP))

    def quit(self) -> None:
        """Leave."""
        self.left = True


def _one_of(words: type[Word], kind: str, word: str) -> Word:
    if word not in tuple(words):
        raise MistypedError(f"{word!r} is no {kind}, {alternatives(word, words)}")
    return words(word)


def _count(text: str) -> int:
    if not (text.isdecimal() and len(text) < 10 and int(text)):
        raise MistypedError(f"{text!r} is no number of connections: write 1 or more")
    return int(text)


HELP = (
    ":primary               type at the console of the primary",
    ":secondary             type at the console of the secondary",
    ":boot [UNIT]           turn a unit on; without UNIT both",
    ":power-off UNIT        take its power away",
    ":crash UNIT            let its software fail; it boots again by itself",
    ":reload UNIT           reload it without questions",
    ":port UNIT PORT GOES   break or mend a port: :port primary Ethernet0 down",
    ":cut LINK              let nothing through a link any more",
    ":restore LINK          end that",
    ":traffic WORD          what the hosts on the data segments do",
    ":open N CONTEXT        let so many hosts connect through a context",
    ":close N CONTEXT       end so many of its connections",
    ":advance TIME          let time pass: 250ms, 30s, 1m30s, 2h",
    ":state                 what units, groups and contexts are",
    ":help                  this list",
    ":quit                  leave",
    "UNIT is primary, secondary or both. LINK is failover link, replication lane, state link, data network.",
    "GOES is down, silent, deaf, mute, cut off or up; WORD is on, arp, ping or off.",
    "Any other line goes to the console, an empty one is Enter.",
)
