"""What a process and its children hold and use. Linux: shared pages are divided by those who share them (PSS)."""

import os
import re
from pathlib import Path


def held(members: set[int]) -> float:
    """The proportional set size of processes, in MB."""
    return sum(map(_pss, members)) / 1024


def used(members: set[int]) -> float:
    """The CPU time that processes have taken so far, in milliseconds."""
    return sum(map(_ticks, members)) * 1000 / os.sysconf("SC_CLK_TCK")


def tree(root: int) -> set[int]:
    """A process and all that it or its children started."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(parent, []).append(int(status.parent.name))
    found, waiting = set(), [root]
    while waiting:
        found.add(one := waiting.pop())
        waiting += children.get(one, ())
    return found


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _pss(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])
