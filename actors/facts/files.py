"""Why a request for a file is refused, on a flash or on a server."""

from __future__ import annotations

from enum import StrEnum


class FileProblem(StrEnum):
    """Each has its text in ``facts/texts.py`` (reference 3.4.2)."""

    NOT_FOUND = "no such file or folder"
    NO_SPACE = "it does not fit"
    READ_ONLY = "nothing can be written there"
    EXISTS = "there is one of that name"
    NOT_A_FOLDER = "it is a file"
    IS_A_FOLDER = "it is a folder"
    NOT_EMPTY = "something is in the folder"
    DENIED = "the server does not let anybody go there"
    TIMED_OUT = "the server does not answer"
