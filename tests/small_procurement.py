"""A small whole procurement as the JSON document of docs/format.md, at the moderation step.

Two lots, a common part, three suppliers, three scoring members and a moderator. Tests change the
one thing that matters to them and say so.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

LOTS = {"t-alder": ["lot-1", "lot-2"], "t-birch": ["lot-1"], "t-cedar": ["lot-1", "lot-2"]}
COMMON = ["q-access", "q-recovery"]
OWN = {"lot-1": ["q-adult"], "lot-2": ["q-young"]}
SCORERS = ["m-rep", "m-clin", "m-fin"]
CONSENSUS = {
    ("t-alder", "q-access"): 4, ("t-alder", "q-recovery"): 5, ("t-alder", "q-adult"): 3,
    ("t-alder", "q-young"): 4, ("t-birch", "q-access"): 3, ("t-birch", "q-recovery"): 2,
    ("t-birch", "q-adult"): 5, ("t-cedar", "q-access"): 2, ("t-cedar", "q-recovery"): 4,
    ("t-cedar", "q-adult"): 4, ("t-cedar", "q-young"): 5,
}  # fmt: skip
PRICES = {
    ("t-alder", "lot-1"): "910000.00", ("t-alder", "lot-2"): "300000.00",
    ("t-birch", "lot-1"): "845000.50", ("t-cedar", "lot-1"): "990000.00",
    ("t-cedar", "lot-2"): "333333.33",
}  # fmt: skip
_DOCUMENT: dict[str, Any] = {}


def small_procurement() -> dict[str, Any]:
    """A fresh copy of the document."""
    if not _DOCUMENT:
        _DOCUMENT.update(_build())
    return deepcopy(_DOCUMENT)


def questions_of(tender: str) -> list[str]:
    """The questions a tender answers, common ones once."""
    return COMMON + [key for lot in LOTS[tender] for key in OWN[lot]]


def secret(member: str, tender: str, question: str) -> str:
    """The words of one member's reason, found nowhere else."""
    return f"Reason of {member} on {tender} {question}."


def _build() -> dict[str, Any]:
    return {
        "format": "tender-eval-procurement",
        "format_version": 1,
        "procurement": {
            "key": "vale-2026",
            "title": "Vale treatment services 2026",
            "reference": "VC-26-007",
            "regime": "psr",
            "state": "moderation",
            "authorities": [{"name": "Vale Council", "role": "lead"}],
            "contract": {"starts": "2027-04-01", "ends": "2030-03-31"},
            "timetable": [
                {"key": "notice", "title": "Notice inviting offers", "date": "2026-01-12"},
                {"key": "deadline", "title": "Deadline for tenders", "date": "2026-02-16"},
                {"key": "intention", "title": "Notice of intention", "date": "2026-04-13"},
            ],
        },
        "model": _model(),
        "panel": [_member("m-rep", "Ada Rowe", "service_user_representative"),
                  _member("m-clin", "Ben Okoro", "clinician"),
                  _member("m-fin", "Cara Lund", "finance"),
                  {"key": "m-mod", "name": "Dev Marsh", "role": "moderator"}],
        "declarations": [
            {"key": f"d-{key}", "member": key, "made_on": "2026-02-20"}
            for key in [*SCORERS, "m-mod"]
        ],
        "suppliers": [
            {"key": f"s-{name}", "name": f"{name.title()} Care", "address": f"{name.title()} Yard"}
            for name in ("alder", "birch", "cedar")
        ],
        "tenders": [_tender(key) for key in LOTS],
        "scores": [
            {"member": member, "tender": tender, "question": question,
             "value": str(min(5, max(0, value + SCORERS.index(member) - 1))),
             "rationale": secret(member, tender, question)}
            for (tender, question), value in CONSENSUS.items()
            for member in SCORERS
        ],
        "submissions": [{"member": key, "at": "2026-03-06T12:00:00Z"} for key in SCORERS],
        "consensus": [_consensus(*pair, value) for pair, value in CONSENSUS.items()],
    }  # fmt: skip


def _model() -> dict[str, Any]:
    levels = [{"value": str(n), "name": f"Level {n}", "descriptor": f"What {n} means."}
              for n in range(6)]  # fmt: skip

    def question(key: str, weight: str, theme: str, psr: str, **more: Any) -> dict[str, Any]:
        return {"key": key, "title": key.removeprefix("q-").title(), "kind": "question",
                "weight": weight, "question": f"Tell us about {key}.", "theme": theme,
                "key_criterion": psr, "word_limit": 500} | more  # fmt: skip

    return {
        "scales": [{"key": "s5", "name": "0 to 5", "levels": levels}],
        "lots": [
            {"key": "lot-1", "title": "Adults", "annual_value": "300000.00",
             "price_model": {"kind": "lowest_proportional", "ceiling": "1000000.00"}},
            {"key": "lot-2", "title": "Young people", "annual_value": "100000.00",
             "price_model": {"kind": "linear_from_lowest"}},
        ],
        "criteria": [
            {"key": "c-common", "title": "Common part", "kind": "group", "weight": "45",
             "children": [
                 question("q-access", "37.5", "accessibility", "access_inequalities_and_choice"),
                 question("q-recovery", "62.5", "recovery", "quality_and_innovation"),
             ]},
            question("q-adult", "33.3", "outcomes", "integration_and_sustainability",
                     lots=["lot-1"], minimum="2"),
            question("q-young", "33.3", "outcomes", "integration_and_sustainability",
                     lots=["lot-2"]),
            {"key": "c-price", "title": "Price", "kind": "price", "weight": "21.7",
             "key_criterion": "value"},
        ],
        "standards": [{"key": "gov", "title": "Clinical governance", "requirement": "A framework.",
                       "theme": "clinical_governance"}],
        "minimum_quality": "30",
        "tie_break": ["quality", "price"],
        "reasons": [
            {"check": check, "reason": "Small on purpose."}
            for check in ("emphasis-recovery_capital", "emphasis-accessibility",
                          "emphasis-outcomes", "emphasis-recovery", "under-represented",
                          "clinical-governance-scored", "key-criterion-social_value")
        ],
    }  # fmt: skip


def _member(key: str, name: str, role: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "role": role,
        "allocations": [{"lot": "lot-1"}, {"lot": "lot-2"}],
    }


def _tender(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "supplier": key.replace("t-", "s-"),
        "received_at": "2026-02-16T10:00:00Z",
        "lots": [{"lot": lot, "price": PRICES[key, lot]} for lot in LOTS[key]],
        "standards": [{"standard": "gov", "result": "pass", "reason": "Framework seen."}],
        "responses": [
            {"question": question, "text": f"The answer of {key} to {question}."}
            for question in questions_of(key)
        ],
    }


def _consensus(tender: str, question: str, value: int) -> dict[str, Any]:
    scores = {m: min(5, max(0, value + n - 1)) for n, m in enumerate(SCORERS)}
    return {
        "tender": tender,
        "question": question,
        "value": str(value),
        "reason": f"Consensus on {tender} {question}.",
        "movements": [
            {"member": member, "reason": "Weighed again together."}
            for member, given in scores.items()
            if given != value
        ],
        "present": [*SCORERS, "m-mod"],
        "at": "2026-03-20T10:00:00Z",
        "recorded_by": "Dev Marsh",
    }
