"""The evaluation model as a document of its own: for suppliers, or for the panel with its guidance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from tender_eval.domain.dossier import Dossier
from tender_eval.reports.design import Contents, build, summary, text
from tender_eval.reports.look import H2, LEAD, TITLE, load_fonts
from tender_eval.reports.report_model import model_section
from tender_eval.reports.words import day

DRAFT = "Draft – not published"


def write_model_document(dossier: Dossier, path: Path, *, inside: bool) -> None:
    """Write the document as PDF. inside: for the panel, with its guidance. Raises StoreError."""
    load_fonts()
    procurement = dossier.record.procurement
    deadline = procurement.milestone("deadline")
    contract = procurement.contract
    whose = "for the panel" if inside else "for suppliers"
    opening: list[Any] = [
        text(f"Evaluation model, {whose}", LEAD),
        text(procurement.title, TITLE),
        text(", ".join(a.name for a in procurement.authorities), LEAD),
        Spacer(1, 6),
        summary(
            [
                ("Reference", procurement.reference),
                ("Regime", f"{procurement.regime.label}; {procurement.process}".strip("; ")),
                ("Deadline for tenders", day(deadline.date) if deadline and deadline.date else ""),
                (
                    "Contract",
                    f"{day(contract.starts)} to {day(contract.ends)}" if contract.starts else "",
                ),
            ]
        ),
        text(procurement.description) if procurement.description else Spacer(1, 0),
    ]
    rest: list[Any] = [PageBreak(), *model_section(dossier, inside=inside)]
    version = f"model version {dossier.version}" if dossier.version else "draft model"
    build(
        dossier,
        f"Evaluation model of {procurement.title}",
        [*opening, text("Contents", H2), Contents(rest, depth=1), *rest],
        path,
        footer=f"{procurement.reference or procurement.key} · {version} · {dossier.digest[:16]}…",
        banner="" if dossier.version else DRAFT,
    )
