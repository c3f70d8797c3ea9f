"""A letter is signed in its own language: what the signature shows, what a screen reader hears, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.signing import Mark
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.letters.foot import signature_box
from mdt_app.letters.render import foot_size, render
from mdt_app.letters.wording import Say, held


def for_signing(content: LetterContent, texts: LetterTexts) -> bytes:
    """The same letter with a place for the signature instead of "not signed"; not to be sent before it is signed."""
    return render(replace(content, shared=replace(content.shared, to_be_signed=True)), texts)


def signature_mark(content: LetterContent, texts: LetterTexts, name: str, on: date) -> Mark:
    """What the signature of `name` shows at the foot of the first page; `on` is the day in the board's own time."""
    say = Say(texts, content.shared.issued_on, content.shared.patient.sex)
    day = say.full_day(on).replace(held(" "), " ")
    words = texts.common.signed_on.text(name=name, day=day)
    spoken = texts.common.signature_spoken.text(words=words)
    return Mark(words=words, spoken=spoken, language=texts.language, box=signature_box(foot_size(content)))
