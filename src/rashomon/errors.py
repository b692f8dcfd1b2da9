"""The error tree. An `InputError` concerns one input and is recorded while the run goes on; a `SetupError` stops the
run and names the remedy. Both print as one line."""

from __future__ import annotations


class RashomonError(Exception):
    """Root of everything Rashomon raises on purpose."""


class InputError(RashomonError):
    """One file or line cannot be used. `where` names it; `remedy` says what a person can do."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__(f"{where}: {what}" + (f" ({remedy})" if remedy else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.where, self.what, self.remedy)


class SetupError(RashomonError):
    """The run cannot start or go on: a missing extra, a store of another version, a full disk."""


class StoreError(SetupError):
    """The store cannot be read or written."""


class BrokenSpan(RashomonError):
    """A derived line does not match the text it points at: a defect, never written to a store."""


class NotFound(RashomonError):
    """A question named something the record does not hold."""
