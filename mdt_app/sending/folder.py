"""A batch of letters goes out one by one, a file whole on disk, then its record; done again, it completes itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.operations.letter_batch import Item, Options, file_of
from mdt_app.sending.begun import Begun, Note, noted
from mdt_app.sending.lists import Run, mark_of, write_list
from mdt_app.sending.papers import Desk, Papers, papers_of, record

Step = Callable[[int, int], bool]
"""(done, of) -> whether to go on."""

Refusal = tuple[Item, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`written` are the files made now, `there` how many letters were already whole on disk, `refused` sentences;
    `left` counts the letters that did not go out because somebody stopped it, or the disk or the database did.
    `joined` counts the letters in a print file made now. `list_file` says what went out; None where nothing new did, or
    where `list_printed`. Letters that were printed are no files: `printed`."""

    written: tuple[Path, ...] = ()
    there: int = 0
    joined: int = 0
    refused: tuple[str, ...] = ()
    left: int = 0
    list_file: Path | None = None
    list_printed: bool = False
    printed: int = 0


def export(found: Sequence[Item], folder: Path, options: Options, desk: Desk, step: Step) -> Exported:
    """Write what is due into a folder and record each sending once its file is safe; then the list of them.

    Stopped or killed at any moment, nothing is half written: what is recorded has its file, and what has a file but
    no record yet is due still, found there, and recorded the next time. Raises `Refused` where the folder cannot be
    written; what was done until then stays.
    """
    return _Batch(folder, options, desk).sent(found, step)


@dataclass(frozen=True, slots=True)
class _Batch:
    """One folder that is filled; `refused` and `pages` (by letter id) are what it learns on the way."""

    folder: Path
    options: Options
    desk: Desk
    refused: list[Refusal] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)

    def sent(self, found: Sequence[Item], step: Step) -> Exported:
        if not self.folder.is_dir() and not self.folder.parent.is_dir():
            raise Refused(
                f"The letters cannot be written to {self.folder}: there is no folder {self.folder.parent}."
            )
        for one in {self.folder, *((self.folder / _name(item, self.options)).parent for item in found)}:
            _made_ready(one)
        begun = Begun(
            database=self.desk.database, folder=self.folder, both_sides=self.options.both_sides,
            locked=bool(self.options.password),
        )  # fmt: skip
        with noted(self.desk.notes, begun) as note:
            done = self.one_file(found, step) if self.options.one_file else self.files(found, step)
            return self.listed(done, note)

    def listed(self, done: Exported, note: Note) -> Exported:
        """With the list of what went out; without it where disk or database refuse, and it follows when they do not."""
        said = tuple(told(item, why) for item, why in self.refused)
        run = Run(
            refused=self.refused, left=done.left, pages=self.pages, both_sides=self.options.both_sides,
            password=self.options.password, locked=bool(self.options.password),
        )  # fmt: skip
        try:
            made = write_list(self.folder, self.desk, run)
        except Refused as problem:
            return replace(done, refused=said if done.left and said else (*said, str(problem)))
        note.strike()
        return replace(done, refused=said, list_file=made)

    def files(self, found: Sequence[Item], step: Step) -> Exported:
        """Each letter in a file of its own."""
        written: list[Path] = []
        there = 0
        for done, item in enumerate(found):
            stopped = Exported(written=tuple(written), there=there, left=len(found) - done)
            if not step(done, len(found)):
                return stopped
            try:
                fresh = self.one_letter(item)
            except Refused as problem:
                self.refused.append((item, str(problem)))
                if problem.__cause__ is not None:  # the disk or the database refuses: the next letter as well
                    return stopped
                continue
            written += [fresh] if fresh else []
            there += fresh is None
        step(len(found), len(found))
        return Exported(written=tuple(written), there=there)

    def one_letter(self, item: Item) -> Path | None:
        """The file that was written, None where it was there; a letter that is refused as a sending leaves none."""
        papers = self.papers(item)
        path = self.folder / _name(item, self.options)
        files = {path: papers.letter} | ({sheet_beside(path): papers.sheet} if papers.sheet else {})
        fresh: list[Path] = []
        try:
            for one, pdf in files.items():
                fresh += [one] if _put(one, pdf, self.options.password) else []
            record(item, self.options, self.desk, path.relative_to(self.folder).as_posix())
        except Refused as problem:
            if problem.__cause__ is None:  # what the database failed at may be kept all the same
                for one in fresh:
                    one.unlink(missing_ok=True)
            raise
        return path if path in fresh else None

    def papers(self, item: Item) -> Papers:
        from mdt_app.letters.joining import page_count

        papers = papers_of(item, self.options, self.desk)
        self.pages[item.letter.id] = page_count(papers.letter)
        return papers

    def one_file(self, found: Sequence[Item], step: Step) -> Exported:
        """The records follow once the whole file is there; what a killed batch left in one is not printed again."""
        contents: dict[str, Papers] = {}
        marks: dict[str, Item] = {}
        for done, item in enumerate(found):
            if not step(done, len(found)):
                return Exported(left=len(found))
            try:
                papers = self.papers(item)
            except Refused as problem:
                self.refused.append((item, str(problem)))
                continue
            mark = mark_of(item.letter.id, sha256(papers.letter).hexdigest(), item.to.name)
            marks[mark], contents[mark] = item, papers
        earlier = _print_files(self.folder, self.options, marks)
        there = 0
        for path, inside in earlier.items():
            more = f" Take it out of {path.name} before that is printed."
            there += len(self.sent_in(path, {mark: marks[mark] for mark in inside}, more))
        known = {mark for inside in earlier.values() for mark in inside}
        rest = {mark: item for mark, item in marks.items() if mark not in known}
        made, joined = self.new_print_file(rest, contents)
        step(len(found), len(found))
        return Exported(written=(made,) if made else (), there=there, joined=joined)

    def new_print_file(
        self, marks: Mapping[str, Item], contents: Mapping[str, Papers]
    ) -> tuple[Path | None, int]:
        """The file and how many letters it holds; one that is refused as a sending is not in it any more."""
        from mdt_app.letters.joining import joined

        def content(kept: Collection[str]) -> bytes:
            parts = (pdf for mark in kept for pdf in contents[mark].all)
            return joined(parts, both_sides=self.options.both_sides, marks=kept)

        if not marks:
            return None, 0
        pdf = content(list(marks))
        path = self.folder / print_name(self.desk.at, sha256(pdf).hexdigest())
        _put(path, pdf, self.options.password)
        kept = self.sent_in(path, marks)
        if not kept:
            path.unlink(missing_ok=True)
            return None, 0
        if len(kept) < len(marks):
            _write(path, content(kept), self.options.password)
        return path, len(kept)

    def sent_in(self, path: Path, marks: Mapping[str, Item], more: str = "") -> list[str]:
        """Record the letters of a print file as sent; gives the marks of those that are.

        Raises `Refused` where the database fails: all that is not recorded is found again in the file.
        """
        kept: list[str] = []
        for mark, item in marks.items():
            try:
                record(item, self.options, self.desk, path.name)
            except Refused as problem:
                if problem.__cause__ is not None:
                    raise
                self.refused.append((item, f"{problem}{more}"))
            else:
                kept.append(mark)
        return kept


def print_name(at: datetime, digest: str) -> str:
    """ "print-2026-11-23-1a2b3c.pdf", with the day of the desk at which it is printed. It counts no letters: records
    name it, and a letter that is refused while they are written is taken out of it."""
    return safe_name("print", at.astimezone().date().isoformat(), digest[:6], suffix=".pdf")


def sheet_beside(path: Path) -> Path:
    """The file of the address sheet that goes before the letter in this one."""
    return path.with_name(f"{path.stem}-address.pdf")


def told(item: Item, why: str) -> str:
    """Which letter was refused, and why."""
    return f"{item.line.case_number} {item.letter.number}: {why}"


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
        other = "a file with another password or other pages" if password else "another file"
        raise Refused(
            f"{path.name} cannot be written: in the folder lies {other} of this name, which is left as it is. "
            "Choose another folder, or other file names."
        )
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
