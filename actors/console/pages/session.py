"""`show curpriv`: who sits at the console (reference 4.8)."""

from __future__ import annotations


def current_privileges(mode: str) -> list[str]:
    """The page in a mode: without a login the names are those of the two privilege levels [M]."""
    level = 1 if mode == "user" else 15
    words = {"user": "P_UNPR", "privileged": "P_PRIV"}.get(mode, "P_PRIV P_CONF")
    return [
        f"Username : enable_{level}",
        f"Current privilege level : {level}",
        f"Current Mode/s : {words}",
    ]
