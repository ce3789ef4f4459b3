"""The texts of contexts, from where their ``config-url`` points (reference 1.4, 3.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..device.configuration import split_file
from ..device.flash import FileError
from ..device.urls import is_url
from ..facts import texts
from ..messages import MergeText
from ..rules.settings import ContextSettings

if TYPE_CHECKING:
    from .actor import Unit


class Loading:
    """Reads flash at once and servers in their time. Until its text is there a context is empty."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        #: attempts to give a running context a text, so far
        self.attempts = 0
        #: contexts whose text is on its way, each with the number of the attempt
        self.under_way: dict[str, int] = {}
        #: what has been read for contexts by the command that is carried out now
        self.read: dict[str, tuple[str, ...]] = {}
        self._waiting: list[Callable[[], None]] = []

    def first_lines(self, context: ContextSettings) -> tuple[str, ...]:
        """What a new context starts from: a file of the flash, or nothing while a server is asked."""
        url = context.url or ""
        if is_url(url):
            self._fetch(context.name, url, is_new=True)
            return ()
        try:
            lines = self.read[context.name] = _lines(self.unit.flash.read(url))
        except FileError:
            self._warn(url, is_new=True)
            return ()
        return lines

    def merge(self, context: ContextSettings) -> None:
        """Add a text to a context that runs: its URL is another one, or was entered again."""
        url = context.url or ""
        if is_url(url):
            self._fetch(context.name, url, is_new=False)
            return
        try:
            text = self.unit.flash.read(url)
        except FileError:
            self._warn(url, is_new=False)
        else:
            self._hand_over(context.name, self._attempt(context.name), text)

    def forget(self, context: str) -> None:
        """The context is gone, or has its text from the mate: what still comes is not for it."""
        self._over(context, self.under_way.get(context, 0))

    def when_idle(self, done: Callable[[], None]) -> None:
        """Call ``done`` once no text is on its way: now, or later when the groups have reported too."""
        if self.under_way:
            self._waiting.append(done)
        else:
            done()

    def _attempt(self, context: str) -> int:
        self.attempts += 1
        self.under_way[context] = self.attempts
        return self.attempts

    def _fetch(self, context: str, url: str, *, is_new: bool) -> None:
        attempt = self._attempt(context)

        def answered(answer: str | FileError) -> None:
            if self.under_way.get(context) != attempt:
                return
            if isinstance(answer, FileError):
                self._warn(url, is_new=is_new)
                self._over(context, attempt)
            else:
                self._hand_over(context, attempt, answer)

        self.unit.transfers.fetch(url, answered)

    def _hand_over(self, context: str, attempt: int, text: str) -> None:
        lines = self.read[context] = _lines(text)
        self.unit.request(
            context, lambda request: MergeText(request, lines), lambda _: self._over(context, attempt)
        )

    def _over(self, context: str, attempt: int) -> None:
        if self.under_way.get(context) != attempt:
            return
        del self.under_way[context]
        if not self.under_way and self._waiting:
            self.unit.when_groups_have_reported(self._release)

    def _release(self) -> None:
        """Let those go on who have waited: later, for a text may be forgotten amid another change."""
        if not self.under_way:
            waiting, self._waiting = self._waiting, []
            for done in waiting:
                done()

    def _warn(self, url: str, *, is_new: bool) -> None:
        self.unit.say(texts.URL_MISSING, url=url)
        if is_new:
            self.unit.say(texts.URL_DEFAULT)


def _lines(text: str) -> tuple[str, ...]:
    """The lines of a saved text without its frame; the context makes a configuration of them."""
    return split_file(text).body
