"""PDFium is not made for threads: whoever calls it holds this lock."""

import threading

ONE_AT_A_TIME = threading.Lock()
