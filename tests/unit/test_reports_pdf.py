"""The award report and the letters, read as their readers would: as the words on the page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.errors import Blocked, NotFound
from tender_eval.domain.model import Regime
from tender_eval.domain.procurement import Record
from tender_eval.reports.assessment_summary import summary_name, write_assessment_summary
from tender_eval.reports.award_report import write_award_report
from tender_eval.reports.model_document import write_model_document
from tests.builders_reports import DIGEST, INTERNAL, NAMES, a_dossier, a_record


def words(path: Path) -> str:
    """All the words of a PDF, with the breaks between lines as spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def letter(dossier: Dossier, tender: str, folder: Path) -> str:
    path = folder / "letter.pdf"
    write_assessment_summary(dossier, tender, path)
    return words(path)


def report(dossier: Dossier, folder: Path) -> Path:
    path = folder / "award-report.pdf"
    write_award_report(dossier, path)
    return path


def renamed(record: Record, supplier: str, name: str) -> Record:
    return replace(
        record,
        suppliers=tuple(
            replace(s, name=name) if s.key == supplier else s for s in record.suppliers
        ),
    )


def test_the_award_report_holds_the_model_the_panel_the_results_and_every_reason(
    tmp_path: Path,
) -> None:
    path = report(a_dossier(), tmp_path)
    said = words(path)
    assert DIGEST in said.replace(" ", "")
    for name in ("Ada Rowe", "Ben Okoro", "Dev Marsh", *NAMES):
        assert name in said
    assert "Recused from this supplier's tender" in said
    for lot in a_dossier().results:
        for tender in lot.tenders:
            assert str(tender.total) in said
    for consensus in a_dossier().record.consensus:
        assert consensus.reason in said
        assert consensus.movements[0].reason in said
        assert consensus.dissent[0].reason in said


def test_every_page_of_the_report_carries_model_and_checkpoint_and_the_outline_leads(
    tmp_path: Path,
) -> None:
    reader = PdfReader(report(a_dossier(), tmp_path))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        foot = page.extract_text()
        assert "audit checkpoint 412" in foot
        assert f"Page {number} of {count}" in " ".join(foot.split())
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert {"The evaluation model as published", "The panel", "Results"} <= set(titles)
    leads = {
        entry.title: reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list)
    }
    for title, page in leads.items():
        assert title in reader.pages[page].extract_text()
    listed = reader.pages[0].extract_text().split("Contents")[1]
    for title in ("The panel", "Results", "Decisions and dates"):
        assert re.search(rf"{title}\s+{leads[title] + 1}\b", listed), (title, listed)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata is not None and reader.metadata.title


def test_a_letter_to_one_who_did_not_win_says_the_five_things_of_schedule_nine_and_no_more(
    tmp_path: Path,
) -> None:
    said = letter(a_dossier(), "t-1", tmp_path)
    heads = re.findall(r"\b([1-9])\. ([A-Z][a-z ]+?)(?= (?:Vale|Adults|First))", said)
    assert heads == [
        ("1", "The contract"),
        ("2", "The award criteria"),
        ("3", "Why the successful provider was chosen"),
        ("4", "Why your tender was not chosen"),
        ("5", "The days for representations"),
    ]
    assert "VC-26-007" in said
    assert "37.5" not in said and "16.875 %" in said, "importance in the whole, not in its group"
    assert "Strongest offer for Adults." in said
    assert "Reason on 1 q-access." in said and "Reason on 0 q-access." in said
    assert "First day: Tuesday 14 April 2026" in said
    assert "Last day: Friday 24 April 2026" in said


def test_a_letter_tells_nothing_of_other_bidders_or_of_the_panels_own_papers(
    tmp_path: Path,
) -> None:
    said = letter(a_dossier(), "t-1", tmp_path)
    assert "Cedar Trust" not in said
    for secret in (INTERNAL, "Internal:", "Rationale of", "Movement on", "Dissent on", "Ada Rowe"):
        assert secret not in said


def test_the_winner_is_told_what_is_intended_why_and_until_when_nothing_is_signed(
    tmp_path: Path,
) -> None:
    said = letter(a_dossier(), "t-0", tmp_path)
    assert "Your tender was successful" in said
    assert "Strongest offer for Young people." in said
    assert "This letter is no contract" in said
    assert all(name not in said for name in NAMES[1:])


def test_who_wins_one_lot_and_loses_another_hears_of_both(tmp_path: Path) -> None:
    record = a_record()
    first, second = record.recommendations
    said = letter(
        a_dossier(replace(record, recommendations=(first, replace(second, tender="t-1")))),
        "t-1",
        tmp_path,
    )
    assert "We intend to award you: Young people." in said
    assert "4. Why your tender was not chosen Adults" in said
    assert "Annex. What we intend to award you Young people" in said


def test_under_the_procurement_act_the_letter_is_that_of_regulation_31(tmp_path: Path) -> None:
    record = a_record()
    procurement = replace(record.procurement, regime=Regime.PA23)
    said = letter(a_dossier(replace(record, procurement=procurement)), "t-1", tmp_path)
    assert "SI 2024/692), reg 31" in said
    assert "The most advantageous tender" in said
    # reg 31(2)(e): name, address and identifier of the one who is most advantageous.
    for part in ("Alder Care", "1 Mill Lane, Vale", "GB-COH-00000000"):
        assert part in said
    assert "Scores available" in said and "5 Level 5" in said
    assert "Invitation to tender, section 4" in said


def test_a_letter_waits_for_the_recommendation_and_the_date_and_names_both(
    tmp_path: Path,
) -> None:
    record = a_record(recommendations=())
    bare = replace(record, procurement=replace(record.procurement, timetable=()))
    with pytest.raises(Blocked) as blocked:
        write_assessment_summary(a_dossier(bare), "t-1", tmp_path / "letter.pdf")
    said = " ".join(str(o) for o in blocked.value.obstacles)
    assert "No recommendation yet for Adults" in said and "Young people" in said
    assert "notice of intention has no date" in said
    assert not list(tmp_path.glob("*.pdf*")), "nothing half-written is left"
    with pytest.raises(NotFound):
        write_assessment_summary(a_dossier(), "t-99", tmp_path / "letter.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "<b>Alder</b> & <img src='x'/> Care",
        "Żółć “Ośrodek” Ltd – № 7",
        "A" * 90 + " " + "Care and recovery for everybody " * 8,
    ],
)
def test_names_are_printed_as_they_are(name: str, tmp_path: Path) -> None:
    record = renamed(a_record(), "s-0", name)
    path = report(a_dossier(record), tmp_path)
    # A word longer than its column is broken, so the words are compared without their gaps, and a
    # sign that the face lacks is printed as its plain letters.
    assert "".join(unicodedata.normalize("NFKC", name).split()) in words(path).replace(" ", "")


def test_two_suppliers_of_one_name_get_two_files() -> None:
    record = renamed(renamed(a_record(), "s-0", "The Project"), "s-1", "The  project!")
    dossier = a_dossier(record)
    names = {summary_name(dossier, tender.key) for tender in record.tenders}
    assert len(names) == 3


def test_a_reason_longer_than_a_page_is_whole_and_no_page_has_its_head_twice(
    tmp_path: Path,
) -> None:
    record = a_record()
    long = " ".join(f"word{n}" for n in range(2500))
    middling = " ".join(f"part{n}" for n in range(180))
    consensus = tuple(
        replace(c, reason=long if c.question == "q-recovery" else middling)
        for c in record.consensus
    )
    path = tmp_path / "letter.pdf"
    write_assessment_summary(a_dossier(replace(record, consensus=consensus)), "t-0", path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    said = set(" ".join(pages).split())
    assert {f"word{n}" for n in range(2500)} <= said
    # Two lots, so two tables: a head belongs to a table's first row or to a page's top.
    starts = sum("Adults" in page or "Young people" in page for page in pages)
    assert sum(page.count("Explanation") for page in pages) <= len(pages) + starts


def test_forty_tenders_are_all_there(tmp_path: Path) -> None:
    names = tuple(f"Provider {n:02} of {'long ' * 9}name" for n in range(40))
    said = words(report(a_dossier(a_record(names)), tmp_path))
    for n in range(40):
        assert f"Provider {n:02} of" in said


def test_suppliers_get_the_model_without_what_is_the_panels_own(tmp_path: Path) -> None:
    record = a_record()
    criteria = tuple(
        replace(c, guidance="Look for dates.") if c.key == "q-adult" else c
        for c in record.model.criteria
    )
    model = replace(record.model, criteria=criteria)
    frozen = replace(record.versions[0], model=model)
    dossier = a_dossier(replace(record, model=model, versions=(frozen,)))
    for inside in (False, True):
        write_model_document(dossier, tmp_path / f"{inside}.pdf", inside=inside)
    theirs, ours = words(tmp_path / "False.pdf"), words(tmp_path / "True.pdf")
    for said in (DIGEST, "Tell us of q-adult.", "33.3 %", "A framework."):
        assert said.replace(" ", "") in theirs.replace(" ", "")
    assert "Look for dates." in ours and "Look for dates." not in theirs
    assert "Held in the framework contract." in ours
    for secret in ("Ada Rowe", "Alder Care", "Reason on", "audit checkpoint"):
        assert secret not in theirs and secret not in ours
    reader = PdfReader(tmp_path / "False.pdf")
    assert "Scoring scale: 0 to 3" in reader.pages[0].extract_text(), "in the contents"


def test_a_model_that_is_not_published_says_so_on_every_page(tmp_path: Path) -> None:
    dossier = a_dossier(a_record(versions=()), version=0)
    write_model_document(dossier, tmp_path / "model.pdf", inside=False)
    for page in PdfReader(tmp_path / "model.pdf").pages:
        assert "Draft – not published" in page.extract_text()
