"""Which program runs under a number, so that a number that was given away anew is not taken for the old program."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from cjdesigner.files.disk import DISK


def start_of(pid: int) -> str:
    """When the program of this number was started, in words that only compare; "" where no such program runs."""
    if pid <= 0:
        return ""
    if sys.platform == "win32":
        return _on_windows(pid)
    with suppress(OSError, IndexError):
        ticks = DISK.read(f"/proc/{pid}/stat").decode("utf-8", "replace").rpartition(")")[2].split()[19]
        return f"{_boot()}-{ticks}"
    return "" if Path("/proc/self/stat").exists() else _by_ps(pid)


def _boot() -> str:
    """Which start of the machine this is: after another one the same ticks mean another moment."""
    with suppress(OSError):
        return DISK.read("/proc/sys/kernel/random/boot_id").decode()[:8]
    return ""


def _by_ps(pid: int) -> str:
    """On systems without `/proc`."""
    try:
        asked = subprocess.run(["/bin/ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True,
                               timeout=2, check=False, env={**os.environ, "LC_ALL": "C"})
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return " ".join(asked.stdout.split())


def _on_windows(pid: int) -> str:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, pid)  # only what everybody may know of it
    if not handle:
        return ""
    times = (ctypes.c_ulonglong * 4)()
    known = kernel.GetProcessTimes(handle, *(ctypes.byref(times, 8 * place) for place in range(4)))
    kernel.CloseHandle(handle)
    return str(times[0]) if known and not times[1] else ""
