"""Files before they are read: a pipe or a device may never end."""

import errno
import os
import stat
from pathlib import Path


def size_of(path: Path) -> int:
    """The size of a file in bytes. Raises OSError for what is no file, such as a folder, a pipe or a device."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return found.st_size
