"""A state link of its own: a cable that carries connections from each unit to the other."""

from __future__ import annotations

from typing import Any

from .messages import Carrier, PlugIn, SetLink
from .runtime import Actor, handles
from .spec import LinkSpec
from .wire import Wire


class StateLink(Actor):
    """Carries updates in order; nothing waits for it: what it cannot carry is lost (reference 14.25).

    Both ends see at once that it is cut, as they see a cable pulled out.
    """

    def __init__(self, ends: tuple[str, str], spec: LinkSpec) -> None:
        super().__init__()
        self.wire = Wire(self, spec)
        self.other = {ends[0]: ends[1], ends[1]: ends[0]}

    def on_receive(self, message: Any) -> Any:
        """Carry what a unit sends; handle what is meant for the link itself."""
        if message.__class__ in self.handlers:
            return super().on_receive(message)
        if not self.wire.loses():
            self.wire.carry(self.other[self.sender], message, self.wire.delay())
        return None

    @handles(SetLink)
    def set_link(self, message: SetLink) -> None:
        """Another condition; who is at the ends sees whether it is cut."""
        was_cut = self.wire.cut
        self.wire.set(message)
        self.emit(self.wire.condition())
        if self.wire.cut is not was_cut:
            for end in self.other:
                self.send(end, Carrier(not self.wire.cut))

    @handles(PlugIn)
    def plug_in(self, _: PlugIn) -> None:
        """A unit looks at its end."""
        self.send(self.sender, Carrier(not self.wire.cut))
