"""Whether a pair can be built from a spec, in sentences."""

from __future__ import annotations

from .device.calendar import Calendar
from .device.configuration import split_file
from .device.flash import FileError, normalised
from .device.settings import failover_settings
from .device.urls import Url, file_on_server
from .facts.models import MODELS
from .spec import PairSpec, ServerSpec


def hold_times(spec: PairSpec) -> tuple[int, ...]:
    """The unit hold times (ns) that the units of a spec start with."""
    startups = (split_file(unit.startup).configuration for unit in (spec.primary, spec.secondary))
    return tuple(failover_settings(startup).hold for startup in startups)


def checked(spec: PairSpec) -> PairSpec:
    """The spec, if a pair can be built from it."""
    if spec.model not in MODELS:
        raise ValueError(f"there is no model {spec.model!r}: choose one of {', '.join(MODELS)}")
    Calendar.parse(spec.calendar)
    for path in (*spec.primary.flash.files, *spec.secondary.flash.files):
        try:
            normalised(path)
        except FileError:
            raise ValueError(f"{path!r} is not a file of the flash: write 'disk0:/ctx1.cfg'") from None
    for address, server in spec.servers.items():
        _check_server(address, server)
    return spec


def _check_server(address: str, server: ServerSpec) -> None:
    url = Url.parse(address)
    if url is None or url.server != address or not url.host:
        raise ValueError(f"{address!r} is not a server: write 'tftp://10.0.0.5', or ftp, http, https")
    if server.rate <= 0:
        raise ValueError(f"{address} carries {server.rate} bytes a second: its files would never arrive")
    for path in server.files:
        try:
            file_on_server(path)
        except FileError:
            raise ValueError(f"{path!r} is not a file on {address}: write 'ctx1.cfg'") from None
