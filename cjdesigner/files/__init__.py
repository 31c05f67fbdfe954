"""Maps on disk: the format, reading strangers' files, saving safely, recent files, settings. No Qt, no reportlab."""
