"""Which kinds of fact a letter may be made of: what is looked through where a letter says something wrong."""

from __future__ import annotations

from mdt_app.domain.facts import Kind

USED = frozenset(
    {
        *(Kind.DIAGNOSIS, Kind.METASTASIS, Kind.PROBLEM, Kind.STAGE, Kind.ECOG, Kind.KARNOFSKY),
        *(Kind.MEASUREMENT, Kind.IMAGING, Kind.MEDICATION, Kind.ALLERGY, Kind.ASSESSMENT, Kind.LANGUAGE),
        *(Kind.DEATH, Kind.ADVANCED_DISEASE, Kind.END_OF_LIFE_PHASE, Kind.REQUEST_HASTENED_DEATH),
        *(
            Kind.SPIRITUAL_CRISIS,
            Kind.REFERRAL_AGREED,
            Kind.PATIENT_LETTER,
            Kind.PROGRESSION,
            Kind.PLAN_CHANGE,
        ),
        *(
            Kind.TREATMENT_LINE,
            Kind.PROGNOSIS,
            Kind.CARER,
            Kind.FAITH,
            Kind.ACP,
            Kind.REFERRAL,
            Kind.CARE_HOLDER,
        ),
        *(Kind.PATIENT_WORDS, Kind.INTERPRETER_NEEDED),
    }
)
