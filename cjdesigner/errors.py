"""The one family of errors that a user may see: a sentence that says what and where, and a hint what to do.

Both are translated where they are raised. Imports nothing of the project.
"""


class CjError(Exception):
    """Something the user can understand and act on. `hint` says what to do; it may be empty."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
