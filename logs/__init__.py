"""Run logs: record a run, replay it, compare; what goes wrong, and the lines of a log as values."""

from .difference import Difference
from .errors import LogUnreadableError, LogWriteError
from .format import Delivery, End, Failure, Header
from .reader import RunLog
from .recorder import Recorder, record
from .replay import ReplayResult, replay
from .syslog import SyslogLine

__all__ = [
    "Delivery",
    "Difference",
    "End",
    "Failure",
    "Header",
    "LogUnreadableError",
    "LogWriteError",
    "Recorder",
    "ReplayResult",
    "RunLog",
    "SyslogLine",
    "record",
    "replay",
]
