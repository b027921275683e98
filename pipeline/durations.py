"""Lengths of time as people write them: 90s, 15m, 6h, 1d."""

import datetime as dt
import re

_DURATION = re.compile(r"(?P<count>\d+(?:\.\d+)?)(?P<unit>[smhd]?)")
"""90, 90s, 10m, 1.5h or 3d."""
_SECONDS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
LONGEST = dt.timedelta(days=3_650)


def duration(text: str) -> dt.timedelta:
    """Return the time that `text` means, e.g. ten minutes for 10m; raise ValueError where it means none."""
    match = _DURATION.fullmatch(text.strip())
    seconds = float(match["count"]) * _SECONDS[match["unit"]] if match else None
    if seconds is None or seconds > LONGEST.total_seconds():
        raise ValueError(f"{text!r} is no duration; write it as 90s, 10m, 1h or 3d")
    return dt.timedelta(seconds=seconds)


def written(length: dt.timedelta) -> str:
    """Return `length` in the largest unit that leaves nothing over: 15m, 1d."""
    seconds = length.total_seconds()
    unit = next((unit for unit in "dhm" if seconds and seconds % _SECONDS[unit] == 0), "s")
    return f"{seconds / _SECONDS[unit]:.15g}{unit}"
