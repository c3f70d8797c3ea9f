"""What the database engine refuses reaches the user as one sentence that says what to do."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlcipher3 import dbapi2

from mdt_app.domain.errors import Refused

SENTENCES = (
    ("database is locked", "Another program keeps the database busy. Try again in a moment."),
    ("deadlock detected", "Somebody else wrote there at the same moment. Try again."),
    ("could not serialize", "Somebody else wrote there at the same moment. Try again."),
    ("disk is full", "The disk is full. Make room and try again; nothing was half written."),
    ("no space left", "The disk is full. Make room and try again; nothing was half written."),
    ("readonly database", "The database file may only be read. Ask who may change its rights."),
    ("malformed", "The database file is damaged. Restore the newest backup with `mdt restore`."),
    ("not a database", "The database file is damaged. Restore the newest backup with `mdt restore`."),
    (
        "disk i/o error",
        "The disk does not answer as it should: it may be full. Make room; if that was not it, have it checked.",
    ),
    ("permission denied", "The database does not allow that to this account."),
    ("row-level security", "The database does not allow that to this account."),
    ("password authentication failed", "The database does not know this user with this password."),
    ("fatal:  database", "There is no such database on the server. Ask its administrator for the address."),
    ("pg_hba.conf", "The server does not let this machine in. Ask its administrator."),
    ("not known", "The database cannot be reached. Check the address and the network."),
    ("no password supplied", "The database asks for a password: set PGPASSWORD for the role in the address."),
    ("unable to open", "The database file cannot be opened. Ask who may change the rights of its folder."),
    ("connection", "The database cannot be reached. Check the network and try again."),
)


class Translating:
    """The block around one act of the engine. A class, because it stands around every statement."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        said = None if error is None or isinstance(error, Refused) else said_by_engine(error)
        if said is None:
            return
        integrity = any(kind.__name__ == "IntegrityError" for kind in type(said).__mro__)
        sentence = integrity_sentence(str(said)) if integrity else sentence_for(str(said))
        if sentence:
            raise Refused(sentence) from error


def said_by_engine(error: BaseException) -> BaseException | None:
    """The driver's own error where this is one, or where the library above it carries one; None for any other."""
    driver: type[BaseException] = dbapi2.Error
    if isinstance(error, driver):
        return error
    from sqlalchemy.exc import DBAPIError  # where nothing fails it need not be loaded

    return error.orig if isinstance(error, DBAPIError) else None


TRANSLATING = Translating()


def in_words() -> AbstractContextManager[None]:
    """Turns the engine's refusals within the block into `Refused`; what is our own fault passes through."""
    return TRANSLATING


def sentence_for(message: str) -> str:
    lowered = message.lower()
    return next((sentence for sign, sentence in SENTENCES if sign in lowered), "")


def integrity_sentence(message: str) -> str:
    lowered = message.lower()
    if "foreign key" in lowered:
        return "This belongs to something that is not in the database any more. Read it again."
    if "unique" in lowered:
        return "This is already in the database under another id."
    return "The database does not accept this, for a value is missing or not of its kind."
