"""Takes the attached map out of a PDF, alone in a process of its own that may take only so much memory and time.

PDFium unpacks an attachment whole before anybody can ask how large it is, and a few kilobytes may unpack to gigabytes.
Run with the most bytes of a map; the PDF comes in by standard input and the map goes out by standard output.
"""

import sys

DAMAGED, LOCKED, NONE, SEVERAL, BROKEN, TOO_LARGE = range(70, 76)
"""What the process ends with where there is no map to take."""

MEMORY = 1_200_000_000
SECONDS = 60
ENDING = ".cjmap"
_MOST_ATTACHMENTS = 200


def attached(data: bytes, most: int) -> bytes | int:
    """The file of the map that is attached to a PDF, or why there is none."""
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD else DAMAGED
    try:
        count = min(document.count_attachments(), _MOST_ATTACHMENTS)
        held = [each for each in map(document.get_attachment, range(count))
                if each.get_name().lower().endswith(ENDING)]
        if len(held) != 1:
            return SEVERAL if held else NONE
        found = bytes(held[0].get_data())
        return found if len(found) <= most else TOO_LARGE
    except pypdfium2.PdfiumError:
        return BROKEN
    finally:
        document.close()


def _confine() -> None:
    """Takes no more memory and time than a large map needs, where the system can see to that."""
    try:
        import resource
    except ImportError:  # Windows: the one who waits ends the process
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """The process."""
    _confine()
    try:
        found = attached(sys.stdin.buffer.read(), int(sys.argv[1]))
    except MemoryError:
        found = TOO_LARGE
    if isinstance(found, int):
        return found
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
