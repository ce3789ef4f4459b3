"""Files on servers by their URL: ``tftp://10.0.0.5/ctx1.cfg``, ``ftp://user:word@10.0.0.5/a/b.cfg;type=i``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..facts.files import FileProblem
from .flash import FileError

_URL = re.compile(
    r"(?P<scheme>tftp|ftp|https?):"
    r"(?://(?:(?P<user>[^/]*)@)?(?P<host>[^/;@]*)(?:/(?P<path>[^;]*))?(?P<options>;.*)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Url:
    """Where a file lies. ``host`` carries the port if any; host and path are empty where none was given.

    ``user`` is the user's name with the password, ``options`` what stands behind the first semicolon.
    """

    scheme: str
    host: str = ""
    path: str = ""
    user: str = ""
    options: str = ""

    @classmethod
    def parse(cls, text: str) -> Url | None:
        """The URL that a text is, complete or not; None if it is none of tftp, ftp, http and https."""
        found = _URL.fullmatch(text.strip())
        if found is None:
            return None
        scheme, user, host, path, options = (found[name] or "" for name in _URL.groupindex)
        return cls(scheme.lower(), host, path, user, options)

    @property
    def server(self) -> str:
        """The server: ``tftp://10.0.0.5``."""
        return f"{self.scheme}://{self.host.lower()}"

    @property
    def is_complete(self) -> bool:
        """It names a server and a file."""
        return bool(self.host and self.path.strip("/"))

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        return f"{self.scheme}://{user}{self.host}/{self.path}{self.options}"


def is_url(path: str) -> bool:
    """Whether a path is that of a file on a server."""
    return Url.parse(path) is not None


def file_on_server(path: str) -> str:
    """The one spelling of a path on a server: ``/a//b.cfg`` and ``a/./b.cfg`` are ``a/b.cfg``.

    ``FileError`` (denied) for a path that would leave the server's folder or names no file.
    """
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or ".." in parts:
        raise FileError(FileProblem.DENIED, path)
    return "/".join(parts)
