"""What differs from one model to another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """A chassis as sold. ``monitored_limit`` is the figure that ``show failover`` prints (reference 2.4)."""

    name: str
    hardware: str
    flash_bytes: int
    context_limit: int
    monitored_limit: int
    #: of the hardware, as the slot lines print it; a virtual one has no slot lines (reference 4.1)
    revision: str = ""
    #: slots that the pages show
    slots: int = 1
    #: flash write rate in bytes a second, for the time that `write memory` prints
    write_rate: int = 48_000


#: The one with captured Active/Active pages comes first [R] (reference 4.1); the others after reference 12
#: [M].
MODELS = {
    model.name: model
    for model in (
        Model("vASA", "ASA5520", 128 << 20, 250, 60),
        Model("ASA5520", "ASA5520", 256 << 20, 20, 250, revision="2.0", slots=2),
        Model("ASA5540", "ASA5540", 256 << 20, 50, 250, revision="2.0", slots=2),
        Model("ASA5545", "ASA5545", 8 << 30, 50, 250, revision="1.0"),
        Model("ASA5585", "ASA5585-SSP-60", 2 << 30, 250, 1049, revision="1.0", slots=2),
    )
}

DEFAULT_MODEL = "vASA"
#: with captured Active/Active pages (reference 4.1)
DEFAULT_VERSION = "9.1(5)16"
