"""Each kind of paper is rendered by its own module, loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.domain.assessments import FormContent
    from mdt_app.domain.attendance_list import AttendanceList
    from mdt_app.domain.palliative_content import PalliativeContent
    from mdt_app.domain.preparation_content import PreparationContent


def render_form(content: FormContent) -> bytes:
    from mdt_app.letters.assessment_form import render_form

    return render_form(content)


def render_palliative(content: PalliativeContent) -> bytes:
    from mdt_app.letters.palliative_page import render_palliative

    return render_palliative(content)


def render_preparation(content: PreparationContent) -> bytes:
    from mdt_app.content.letter_texts import letter_texts
    from mdt_app.letters.preparation import render_preparation

    return render_preparation(content, letter_texts(content.head.language))


def render_attendance(content: AttendanceList) -> bytes:
    from mdt_app.content.letter_texts import letter_texts
    from mdt_app.letters.attendance_list import render_attendance_list

    return render_attendance_list(content, letter_texts(content.language))
