"""What no agenda is computed from, and is therefore read only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdt_app.domain.elements import Domain, Element, Prompt
from mdt_app.domain.fates import FateReason
from mdt_app.domain.form_words import FormWords
from mdt_app.domain.letters.envelope import Envelope
from mdt_app.domain.moc import Moc
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.domain.roles import Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """The domains and elements of Figure 2, the advice of section 4, and who does what (Figure 1).

    `form_words` are by language, `patient_wills` are a country's codes, `fate_reasons` say why a recommendation was
    not carried out, `moc` are the Belgian kinds and codes, `envelopes` are by country.
    """

    domains: tuple[Domain, ...]
    elements: tuple[Element, ...]
    prompts: tuple[Prompt, ...]
    roles: Roles
    form_words: Mapping[str, FormWords]
    patient_wills: PatientWills
    fate_reasons: tuple[FateReason, ...]
    moc: Moc
    envelopes: Mapping[str, Envelope]
