"""The part of a scenario that says what the pair is made of, and how it becomes a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from asapair.actors.defaults import default_spec
from asapair.actors.device.calendar import Calendar
from asapair.actors.device.configuration import Configuration, SavedText, split_file
from asapair.actors.device.flash import FileError
from asapair.actors.device.urls import Url, file_on_server, is_url
from asapair.actors.facts.models import MODELS
from asapair.actors.spec import BootSpec, FlashSpec, LinkSpec, PairSpec, ReplicationSpec, UnitSpec
from asapair.actors.spec_checks import checked

from .decoding import Part
from .errors import Position, ScenarioError, alternatives
from .nodes import Node, place
from .server_section import Server, build_servers, with_files
from .values import Duration, Share, Size, Text, Words

#: No model takes more contexts (reference 12).
MOST_CONTEXTS = 250

Spec = TypeVar("Spec", BootSpec, LinkSpec, ReplicationSpec)

Configured = Annotated[
    Text, Meta(description="A text as a block, or the name of a file beside the scenario.")
]


class BootTime(Part, frozen=True, kw_only=True):
    """How long units boot."""

    time: Annotated[Duration | None, Meta(description="60s if not said.")] = None
    spread: Annotated[
        Share | None, Meta(description="How much of it the seed adds or takes, 5% if not said.")
    ] = None


class FailoverLink(Part, frozen=True, kw_only=True):
    """What the failover link does to each message."""

    latency: Annotated[Duration | None, Meta(description="1ms if not said.")] = None
    jitter: Annotated[
        Duration | None, Meta(description="At most so much more, by the seed; 1ms if not said.")
    ] = None
    loss: Annotated[Share | None, Meta(description="How many messages get lost; none if not said.")] = None


class Replication(Part, frozen=True, kw_only=True):
    """How long a synchronisation takes."""

    overhead: Annotated[Duration | None, Meta(description="2s if not said.")] = None
    per_line: Annotated[Duration | None, Meta(description="2ms if not said.")] = None


class OwnContext(Part, frozen=True, kw_only=True):
    """A context, as both units have saved it."""

    name: Annotated[Words, Meta(description="Its name.")]
    config_url: Annotated[
        Words, Meta(description="Where its configuration is saved, such as `disk0:/ctx1.cfg`.")
    ]
    group: Annotated[Literal[1, 2], Meta(description="Its failover group.")] = 1
    admin: Annotated[bool, Meta(description="Whether it is the admin context, which is in group 1.")] = False
    interfaces: Annotated[
        tuple[Words, ...], Meta(description="Its interfaces, as `allocate-interface` takes them.")
    ] = ()
    configuration: Annotated[
        Configured | None,
        Meta(description="Its saved configuration; without it and `lines` there is no such file."),
    ] = None
    lines: Annotated[
        int | None, Meta(description="So many generated lines, behind the configuration if any.")
    ] = None
    count: Annotated[
        int | None,
        Meta(
            description="So many of them: `web` and `disk0:/web.cfg` become `web1` and `disk0:/web1.cfg`, ..."
        ),
    ] = None

    def each(self) -> Iterator[OwnContext]:
        """The context itself, or so many with numbers behind their names and those of their files."""
        if self.count is None:
            yield self
            return
        stem, dot, ending = self.config_url.rpartition(".")
        for number in range(1, self.count + 1):
            url = f"{stem}{number}.{ending}" if dot and "/" not in ending else f"{self.config_url}{number}"
            yield msgspec.structs.replace(self, name=f"{self.name}{number}", config_url=url, count=None)


class Flash(Part, frozen=True, kw_only=True):
    """The flash of a unit."""

    files: Annotated[
        dict[str, Configured] | None,
        Meta(description="Files of this unit by path; they replace those of both."),
    ] = None
    missing: Annotated[
        tuple[Words, ...], Meta(description="Paths of files that this unit does not have.")
    ] = ()
    size: Annotated[Size | None, Meta(description="Its size; that of the model if not said.")] = None
    read_only: Annotated[bool, Meta(description="Whether writing fails.")] = False


class OwnUnit(Part, frozen=True, kw_only=True):
    """What one unit has of its own."""

    startup: Annotated[Configured | None, Meta(description="Its startup configuration, taken as it is.")] = (
        None
    )
    flash: Flash = Flash()
    boot_time: Annotated[
        Duration | None, Meta(description="Its boot time, instead of what the seed draws.")
    ] = None
    version: Annotated[Words | None, Meta(description="Its software version.")] = None
    context_limit: Annotated[int | None, Meta(description="How many contexts its licence allows.")] = None
    mode: Annotated[
        Literal["multiple", "single"],
        Meta(description="Whether it has contexts; `multiple` if not said."),
    ] = "multiple"


class PairSection(Part, frozen=True, kw_only=True):
    """The pair of a scenario: what it does not say is as in the pair that the package brings."""

    model: Annotated[Words | None, Meta(description=f"One of {', '.join(MODELS)}.")] = None
    version: Annotated[
        Words | None, Meta(description="Software version of both units, such as 9.1(5)16.")
    ] = None
    calendar: Annotated[
        Words | None,
        Meta(description="Date and time (UTC) at the start of the run, such as 2020-01-01T00:00:00."),
    ] = None
    boot: BootTime = BootTime()
    link: FailoverLink = FailoverLink()
    replication: Replication = Replication()
    system: Annotated[
        Configured | None,
        Meta(description="System configuration saved on both units; `failover lan unit` is set on each."),
    ] = None
    contexts: Annotated[
        tuple[OwnContext, ...], Meta(description="Contexts, instead of those of the system configuration.")
    ] = ()
    primary: OwnUnit = OwnUnit()
    secondary: OwnUnit = OwnUnit()
    servers: Annotated[
        dict[str, Server] | None,
        Meta(description="Servers in the network by URL, such as `tftp://10.0.0.5`."),
    ] = None
    server_timeout: Annotated[
        Duration | None, Meta(description="After how long a silent server is given up; 10s if not said.")
    ] = None

    def all_contexts(self) -> tuple[OwnContext, ...]:
        """The contexts one by one."""
        return tuple(each for context in self.contexts for each in context.each())


def build(section: PairSection, node: Node) -> PairSpec:
    """The spec of a pair section; ``node`` is where it stands, for errors."""
    _check(section, node)
    default = default_spec()
    system = section.system or default.primary.startup
    servers = build_servers(section.servers or {}, node)
    files = dict(default.primary.flash.files)
    if section.contexts:
        contexts = section.all_contexts()
        system = with_contexts(system, contexts)
        files = {context.config_url: text for context in contexts if (text := _saved(context)) is not None}
        servers = with_files(servers, files, node)
        files = {path: text for path, text in files.items() if not is_url(path)}
    spec = PairSpec(
        primary=_unit(section.primary, in_role(system, "primary"), files),
        secondary=_unit(section.secondary, in_role(system, "secondary"), files),
        model=section.model or default.model,
        version=section.version or default.version,
        calendar=section.calendar or default.calendar,
        boot=_filled(default.boot, section.boot),
        link=_filled(default.link, section.link),
        replication=_filled(default.replication, section.replication),
        servers=servers,
        server_timeout=default.server_timeout if section.server_timeout is None else section.server_timeout,
    )
    try:
        return checked(spec)
    except ValueError as error:
        raise ScenarioError(node.position, str(error)) from None


def _filled(default: Spec, part: Part) -> Spec:
    """A part of the spec with what the scenario says of it."""
    said = {name: value for name, value in msgspec.structs.asdict(part).items() if value is not None}
    return msgspec.structs.replace(default, **said)


def _unit(own: OwnUnit, startup: str, files: dict[str, str]) -> UnitSpec:
    there = {
        path: text
        for path, text in {**files, **(own.flash.files or {})}.items()
        if path not in own.flash.missing
    }
    return UnitSpec(
        startup=startup if own.startup is None else own.startup,
        flash=FlashSpec(files=there, size=own.flash.size, read_only=own.flash.read_only),
        boot_time=own.boot_time,
        version=own.version,
        context_limit=own.context_limit,
        mode=own.mode,
    )


def in_role(system: str, role: str) -> str:
    """A saved system configuration with `failover lan unit` set, and its checksum right again."""
    text = split_file(system)
    return _resealed(text, text.configuration.enter(f"failover lan unit {role}"))


def with_contexts(system: str, contexts: tuple[OwnContext, ...]) -> str:
    """A saved system configuration with other contexts than its own."""
    text = split_file(system)
    admin = next(context.name for context in contexts if context.admin)
    bare = text.configuration.clear("context").clear("admin-context").enter(f"admin-context {admin}")
    lines = list(bare.lines())
    index = lines.index(f"admin-context {admin}") + 1
    lines[index:index] = [line for context in contexts for line in _definition(context)]
    return _resealed(text, Configuration.parse(lines))


def _definition(context: OwnContext) -> list[str]:
    group = ["  join-failover-group 2"] if context.group == 2 else []
    return [
        f"context {context.name}",
        *(f"  allocate-interface {interface} " for interface in context.interfaces),
        f"  config-url {context.config_url}",
        *group,
        "!",
        "",
    ]


def _resealed(text: SavedText, configuration: Configuration) -> str:
    footer = tuple(
        f"Cryptochecksum:{configuration.checksum}" if line.startswith("Cryptochecksum:") else line
        for line in text.footer
    )
    return SavedText(text.header, configuration.lines(), footer).text


def _saved(context: OwnContext) -> str | None:
    """The saved configuration of a context; None where there is no such file."""
    if context.configuration is None and context.lines is None:
        return None
    if not context.lines:
        return context.configuration or ""
    text = split_file(context.configuration or f"hostname {context.name}\n")
    return _resealed(text, Configuration.parse([*text.body, *generated(context.lines)]))


@lru_cache(maxsize=8)
def generated(count: int) -> tuple[str, ...]:
    """So many lines of configuration, each different: access list entries, the bulk of a real one."""
    return tuple(
        f"access-list bulk extended permit ip host 10.{number >> 16}.{number >> 8 & 255}.{number & 255} any "
        for number in range(count)
    )


# -- what the types do not say ---------------------------------------------------------------


def _check(section: PairSection, node: Node) -> None:
    if section.model is not None and section.model not in MODELS:
        raise _refused(node, "model", f"{section.model!r} is no model, {alternatives(section.model, MODELS)}")
    for path, version in (
        (("version",), section.version),
        (("primary", "version"), section.primary.version),
        (("secondary", "version"), section.secondary.version),
    ):
        if version is not None and not re.fullmatch(r"\d+\.\d+\(\d+\)\d*", version):
            raise _refused(node, *path, f"{version!r} is no version: write it like '9.1(5)16'")
    if section.calendar is not None:
        _check_calendar(section.calendar, node)
    _check_contexts(section.contexts, node)


def _refused(node: Node, *path_and_problem: str | int) -> ScenarioError:
    *path, problem = path_and_problem
    return ScenarioError(place(node, *path), str(problem))


def _check_calendar(text: str, node: Node) -> None:
    try:
        Calendar.parse(text)
    except ValueError:
        problem = f"{text!r} is no date and time: write it like '2020-01-01T00:00:00'"
        raise _refused(node, "calendar", problem) from None


def _check_contexts(contexts: tuple[OwnContext, ...], node: Node) -> None:
    names: dict[str, Position] = {}
    urls: dict[str, str] = {}
    for index, context in enumerate(contexts):
        if context.count is not None and not 1 <= context.count <= MOST_CONTEXTS:
            problem = f"{context.count} of them are not possible, 1 to {MOST_CONTEXTS} are"
            raise _refused(node, "contexts", index, "count", problem)
    numbered = [(index, each) for index, context in enumerate(contexts) for each in context.each()]
    for index, context in numbered:
        where = place(node, "contexts", index, "name")
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", context.name) is None or context.name in RESERVED:
            raise ScenarioError(
                where, f"{context.name!r} is no name for a context: a word of letters, digits, - and _"
            )
        if context.name in names:
            problem = (
                f"the context {context.name!r} is defined twice, first in line {names[context.name].line}"
            )
            raise ScenarioError(where, problem)
        if context.config_url in urls:
            problem = f"{context.config_url} is the file of the context {urls[context.config_url]!r} already"
            raise _refused(node, "contexts", index, "config-url", problem)
        if context.admin and context.group == 2:
            raise _refused(node, "contexts", index, "group", "the admin context is always in group 1")
        _check_url(context.config_url, node, index)
        names[context.name], urls[context.config_url] = where, context.name
    if contexts and sum(context.admin for _, context in numbered) != 1:
        raise _refused(
            node, "contexts", "one of the contexts, and only one, is the admin context: 'admin: true'"
        )


def _check_url(config_url: str, node: Node, index: int) -> None:
    """Refuse a URL that leads out of the folder of its server."""
    url = Url.parse(config_url)
    if url is not None:
        try:
            file_on_server(url.path)
        except FileError:
            problem = f"{config_url!r} is no file on a server: write it like 'tftp://10.0.0.5/ctx1.cfg'"
            raise _refused(node, "contexts", index, "config-url", problem) from None


#: What cannot be the name of a context: words that mean a place.
RESERVED = ("system", "here", "null")
