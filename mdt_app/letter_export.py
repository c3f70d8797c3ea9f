"""A batch of letters goes out one by one, a file whole on disk, then its record; done again, it completes itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.domain.letters.dispatch import address_by
from mdt_app.operations.dispatching import Part, SendLetter, outgoing
from mdt_app.operations.letter_batch import Item, Options, file_of, require_in_batch

Sent = Callable[[SendLetter], object]
Command = Callable[..., SendLetter]
Step = Callable[[int, int], bool]
"""(done, of) -> whether to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`written` are the files made now, `there` how many were already whole on disk, `refused` sentences; `left` counts
    the letters that did not go out because somebody stopped it, or the disk or the database did."""

    written: tuple[Path, ...] = ()
    there: int = 0
    refused: tuple[str, ...] = ()
    left: int = 0


def export(
    found: Sequence[Item],
    folder: Path,
    options: Options,
    part: Part,
    command: Command,
    send: Sent,
    step: Step,
) -> Exported:
    """Write what is due into a folder and record each sending once its file is safe.

    Stopped or killed at any moment, nothing is half written: what is recorded has its file, and what has a file but
    no record yet is due still, found there, and recorded the next time. Raises `Refused` where the folder cannot be
    written; what was done until then stays.
    """
    return _Batch(folder, options, part, command, send).sent(found, step)


@dataclass(frozen=True, slots=True)
class _Batch:
    """One folder that is filled, and the ways to read what is stored and to record what went out."""

    folder: Path
    options: Options
    part: Part
    command: Command
    send: Sent

    def sent(self, found: Sequence[Item], step: Step) -> Exported:
        for one in {self.folder, *((self.folder / _name(item, self.options)).parent for item in found)}:
            _made_ready(one)
        return self.one_file(found, step) if self.options.one_file else self.files(found, step)

    def files(self, found: Sequence[Item], step: Step) -> Exported:
        """Each letter in a file of its own."""
        written: list[Path] = []
        refused: list[str] = []
        there = 0
        for done, item in enumerate(found):
            left = len(found) - done
            if not step(done, len(found)):
                return Exported(written=tuple(written), there=there, refused=tuple(refused), left=left)
            try:
                fresh = self.one_letter(item)
            except Refused as problem:
                refused.append(_told(item, problem))
                if problem.__cause__ is not None:  # the disk or the database refuses: the next letter as well
                    return Exported(written=tuple(written), there=there, refused=tuple(refused), left=left)
                continue
            written += [fresh] if fresh else []
            there += fresh is None
        step(len(found), len(found))
        return Exported(written=tuple(written), there=there, refused=tuple(refused))

    def one_letter(self, item: Item) -> Path | None:
        """The file that was written, None where it was there; a letter that is refused as a sending leaves none."""
        require_in_batch(item, self.options)
        path = self.folder / _name(item, self.options)
        fresh = _put(path, outgoing(item.letter, self.part), self.options.password)
        try:
            self.record(item, path.relative_to(self.folder).as_posix())
        except Refused as problem:
            if fresh and problem.__cause__ is None:  # what the database failed at may be kept all the same
                path.unlink(missing_ok=True)
            raise
        return path if fresh else None

    def one_file(self, found: Sequence[Item], step: Step) -> Exported:
        """The records follow once the whole file is there; what a killed batch left in one is not printed again."""
        contents: dict[str, bytes] = {}
        marks: dict[str, Item] = {}
        refused: list[str] = []
        for done, item in enumerate(found):
            if not step(done, len(found)):
                return Exported(left=len(found))
            try:
                require_in_batch(item, self.options)
                pdf = outgoing(item.letter, self.part)
            except Refused as problem:
                refused.append(_told(item, problem))
                continue
            marks[mark := _mark(item, pdf)] = item
            contents[mark] = pdf
        earlier = _print_files(self.folder, self.options, marks)
        for path, inside in earlier.items():
            _, problems = self.sent_in(path, {mark: marks[mark] for mark in inside})
            refused += [f"{one} Take it out of {path.name} before that is printed." for one in problems]
        rest = {
            mark: item for mark, item in marks.items() if not any(mark in one for one in earlier.values())
        }
        fresh, problems = self.new_print_file(rest, contents)
        step(len(found), len(found))
        return Exported(written=fresh, there=len(earlier), refused=(*refused, *problems))

    def new_print_file(
        self, marks: Mapping[str, Item], contents: Mapping[str, bytes]
    ) -> tuple[tuple[Path, ...], list[str]]:
        """The file, and sentences of what was refused as a sending and is not in it any more."""
        from mdt_app.letters.joining import joined

        def content(kept: Collection[str]) -> bytes:
            return joined([contents[mark] for mark in kept], both_sides=self.options.both_sides, marks=kept)

        if not marks:
            return (), []
        pdf = content(list(marks))
        path = self.folder / safe_name("print", sha256(pdf).hexdigest()[:8], suffix=".pdf")
        _put(path, pdf, self.options.password)
        kept, refused = self.sent_in(path, marks)
        if not kept:
            path.unlink(missing_ok=True)
            return (), refused
        if refused:
            _write(path, content(kept), self.options.password)
        return (path,), refused

    def sent_in(self, path: Path, marks: Mapping[str, Item]) -> tuple[list[str], list[str]]:
        """Record the letters of a print file as sent: the marks of those that are, and a sentence for each refused one.

        Raises `Refused` where the database fails: all that is not recorded is found again in the file.
        """
        kept: list[str] = []
        refused: list[str] = []
        for mark, item in marks.items():
            try:
                self.record(item, path.name)
            except Refused as problem:
                if problem.__cause__ is not None:
                    raise
                refused.append(_told(item, problem))
            else:
                kept.append(mark)
        return kept, refused

    def record(self, item: Item, file: str) -> None:
        """Record a sending under the name of its file. Raises `Refused`."""
        self.send(_record(item, self.options, self.command, file))


def _told(item: Item, problem: Refused) -> str:
    return f"{item.line.case_number} {item.letter.number}: {problem}"


def _mark(item: Item, pdf: bytes) -> str:
    """Stands for these bytes, for this addressee, in a print file."""
    return sha256(f"{item.letter.id} {sha256(pdf).hexdigest()} {item.to.name}".encode()).hexdigest()


def _print_files(folder: Path, options: Options, marks: Collection[str]) -> dict[Path, list[str]]:
    """What is due and stands in a print file of the folder already, by file."""
    from mdt_app.letters.joining import marks_in

    found: dict[Path, list[str]] = {}
    known: set[str] = set()
    for path in sorted(folder.glob("print-*.pdf")):
        inside = [one for one in marks_in(path, options.password) if one in marks and one not in known]
        known.update(inside)
        found |= {path: inside} if inside else {}
    return found


def _name(item: Item, options: Options) -> Path:
    return Path(*file_of(item, options))


def _put(path: Path, pdf: bytes, password: str) -> bool:
    """Write a file whole; False where the same letter is there already. Raises `Refused` for another file's name."""
    if path.exists():
        if _same(path, pdf, password):
            return False
        raise Refused(f"{path.name} is there already and is another file. Choose an empty folder.")
    _write(path, pdf, password)
    return True


def _write(path: Path, pdf: bytes, password: str) -> None:
    if password:
        from mdt_app.letters.joining import locked

        pdf = locked(pdf, password)
    try:
        paths.write_whole(path, pdf)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


def _same(path: Path, pdf: bytes, password: str) -> bool:
    if password:
        from mdt_app.letters.joining import opens_as

        return opens_as(path.read_bytes(), password, pdf)
    return path.read_bytes() == pdf


def _made_ready(folder: Path) -> None:
    """Made where it is not there, and swept of what a killed batch left half written. Raises `Refused`."""
    try:
        paths.make_private(folder)
        paths.sweep(folder)
    except OSError as error:
        raise Refused(f"The letters cannot be written to {folder}: {error.strerror}.") from error


def _record(item: Item, options: Options, command: Command, file: str) -> SendLetter:
    from mdt_app.operations.commands import new_id

    how = item.way(options)
    recipient = item.letter.recipient
    address = item.to.lines if item.to.earlier else address_by(recipient, how)
    return command(
        SendLetter,
        dispatch_id=new_id(),
        letter_id=item.letter.id,
        to_name=item.to.name,
        address=address,
        how=how,
        signed=bool(item.letter.signed_by),
        file=file,
        once=True,
    )
