"""Whole procurements in and out as files, and the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tender_eval.audit.log import checkpoint
from tender_eval.domain.canonical import model_digest, sha256
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.procurement import ModelVersion, State
from tender_eval.services.access import Post
from tender_eval.services.award import results_of
from tender_eval.services.desk import Desk, Texts
from tender_eval.services.life import standstill_of
from tender_eval.services.procurements import RESOURCES, add_record
from tender_eval.services.verification_file import write_verification_file

SAMPLE = RESOURCES / "sample" / "riverside.json"
Step = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A file that was written, and what it is."""

    title: str
    path: Path


def import_procurement(desk: Desk, path: Path) -> str:
    """Read a procurement file into the workspace as a new procurement; its key there.

    A file whose state is beyond draft but holds no frozen model has its model frozen now. Raises
    ImportRefused naming the place of each mistake; nothing is half-imported.
    """
    from tender_eval.exchange.procurement_file import read_procurement_file

    desk.only(Post.LEAD)
    record = read_procurement_file(path)
    if record.procurement.state is not State.DRAFT and not record.versions:
        why = "Imported without a published version; frozen as it came."
        version = ModelVersion(
            1, model_digest(record.model), desk.now, why, desk.person.name, record.model
        )
        record = replace(record, versions=(version,))
    source = f"{path.name}, SHA-256 {sha256(path.read_bytes())}"
    return add_record(desk, record, "Import a procurement", source)


def export_procurement(desk: Desk, path: Path) -> None:
    """Write the whole procurement as a file. It holds every score, so panel members may not."""
    from tender_eval.exchange.procurement_file import write_procurement_file

    desk.only(Post.LEAD, Post.AUDITOR)
    write_procurement_file(desk.whole_record(Texts.WITH), path)


def dossier(desk: Desk) -> Dossier:
    """Everything a report prints, at this moment."""
    desk.only(Post.LEAD, Post.MODERATOR, Post.AUDITOR)
    record = desk.record(Texts.WITH)
    version = record.versions[-1] if record.versions else None
    with desk.workspace.connection() as connection:
        mark = checkpoint(connection)
    return Dossier(
        record=record,
        model=record.published_model,
        version=version.number if version else 0,
        digest=version.digest if version else model_digest(record.model),
        results=results_of(record),
        checkpoint=mark,
        standstill=standstill_of(record),
        made_at=desk.now,
        made_by=desk.person.name,
    )


def write_award_report(desk: Desk, folder: Path) -> Made:
    """The award report as PDF."""
    from tender_eval.reports.award_report import write_award_report as write

    path = folder / "award-report.pdf"
    write(dossier(desk), path)
    return Made("Award report", path)


def write_model(desk: Desk, folder: Path, *, inside: bool) -> Made:
    """The evaluation model as PDF: for suppliers, or (inside) for the panel with its guidance."""
    from tender_eval.reports.model_document import write_model_document

    whose = "the panel" if inside else "suppliers"
    path = folder / f"evaluation-model-for-{whose.split()[-1]}.pdf"
    write_model_document(dossier(desk), path, inside=inside)
    return Made(f"Evaluation model for {whose}", path)


def write_workbook(desk: Desk, folder: Path) -> Made:
    """The evaluation workbook with live formulas."""
    from tender_eval.reports.workbook import write_workbook as write

    path = folder / "evaluation-workbook.xlsx"
    write(dossier(desk), path)
    return Made("Evaluation workbook", path)


def write_summaries(desk: Desk, folder: Path, step: Step = lambda _: None) -> list[Made]:
    """One assessment summary per tender, by the procurement's regime."""
    from tender_eval.reports.assessment_summary import summary_name, write_assessment_summary

    everything = dossier(desk)
    made = []
    for tender in everything.record.tenders:
        name = everything.record.supplier_name(tender.key)
        path = folder / summary_name(everything, tender.key)
        write_assessment_summary(everything, tender.key, path)
        made.append(Made(f"Assessment summary for {name}", path))
        step(name)
    return made


def write_verification(desk: Desk, folder: Path) -> Made:
    """What the verifier finds, with a signed checkpoint, as JSON."""
    path = folder / "audit-verification.json"
    write_verification_file(desk, path)
    return Made("Audit verification", path)
