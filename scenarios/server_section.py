"""The part of a scenario that says which servers there are in the network, and what lies on them.

A folder may stand for a server. Its files are read once, when the scenario is; what the pair writes to the
server stays in the pair (reference 14.15).
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from asapair.actors.device.flash import FileError
from asapair.actors.device.urls import Url, file_on_server
from asapair.actors.spec import ServerSpec

from .decoding import Part
from .errors import ScenarioError, alternatives
from .nodes import Node, Scalar, place
from .values import Duration, Size, Text, read_by, text_of

#: Files that a folder may hold.
MOST_FILES = 10_000


class Files(dict[str, str]):
    """Texts by path."""


def _folder(node: Scalar) -> Files:
    """The files of a folder, and of those in it, by their paths in it."""
    name = node.text.strip()
    folder = Path(node.position.file).parent / name
    if not folder.is_dir():
        raise ValueError(f"{name}: no such folder in {folder.parent}")
    paths = sorted(islice((path for path in folder.rglob("*") if not path.is_dir()), MOST_FILES + 1))
    if len(paths) > MOST_FILES:
        raise ValueError(f"{name}: more than {MOST_FILES} files")
    for path in paths:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name}: {path.relative_to(folder)} leads out of the folder")
    return Files(
        (path.relative_to(folder).as_posix(), text_of(path, node, f"{name}: {path.relative_to(folder)}"))
        for path in paths
    )


#: A folder beside the scenario, as the texts in it by path.
Folder = Annotated[Files, read_by(_folder, examples=["configurations"])]


class Server(Part, frozen=True, kw_only=True):
    """A server that both units reach."""

    folder: Annotated[
        Folder | None, Meta(description="A folder beside the scenario that holds its files.")
    ] = None
    files: Annotated[
        dict[str, Text] | None, Meta(description="Files by path, such as `ctx1.cfg`; they come on top.")
    ] = None
    latency: Annotated[Duration | None, Meta(description="After how long it answers; 5ms if not said.")] = (
        None
    )
    rate: Annotated[Size | None, Meta(description="What it carries in a second; 1000000B if not said.")] = (
        None
    )
    up: Annotated[bool, Meta(description="Whether it can be reached from the start.")] = True


def build_servers(servers: dict[str, Server], node: Node) -> dict[str, ServerSpec]:
    """The specs of servers by URL; ``node`` is the pair section, for errors."""
    for address, server in servers.items():
        _check(address, server, node)
    return {address: _spec(server) for address, server in servers.items()}


def with_files(servers: dict[str, ServerSpec], files: dict[str, str], node: Node) -> dict[str, ServerSpec]:
    """Put files whose paths are URLs on their servers; the pair section has to have these."""
    placed = dict(servers)
    for path, text in files.items():
        url = Url.parse(path)
        if url is None:
            continue
        if url.server not in placed:
            problem = f"the pair has no server {url.server!r} for {path}, {alternatives(url.server, placed)}"
            raise ScenarioError(place(node, "servers"), problem)
        server = placed[url.server]
        placed[url.server] = replace(server, files={**server.files, url.path: text})
    return placed


def _spec(server: Server) -> ServerSpec:
    default = ServerSpec()
    return ServerSpec(
        files={**(server.folder or {}), **(server.files or {})},
        latency=default.latency if server.latency is None else server.latency,
        rate=server.rate or default.rate,
        up=server.up,
    )


def _check(address: str, server: Server, node: Node) -> None:
    url = Url.parse(address)
    if url is None or url.server != address or not url.host:
        problem = f"{address!r} is no server: write it like 'tftp://10.0.0.5', with tftp, ftp, http or https"
        raise ScenarioError(place(node, "servers", address), problem)
    if server.rate == 0:
        raise ScenarioError(place(node, "servers", address, "rate"), "at this rate nothing would arrive")
    for path in server.files or {}:
        try:
            file_on_server(path)
        except FileError:
            problem = f"{path!r} is no file on a server: write it like 'ctx1.cfg' or 'old/ctx1.cfg'"
            raise ScenarioError(place(node, "servers", address, "files", path), problem) from None
