"""The program started where there is no display: the whole job, each result in its folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tender_eval.services import audit, award
from tender_eval.services.desk import Desk, Person
from tender_eval.store.workspace import Workspace

SUPPLIERS = {
    "brightwater-recovery-cic",
    "wendleshire-community-nhs-foundation-trust",
    "lantern-street-project",
    "kestrelmoor-health-limited",
    "confluence-partnership",
}
PAGES = {
    "procurements", "procurement", "lots", "criteria", "panel", "tenders", "scoring", "moderation",
    "result", "award", "reports", "audit",
}  # fmt: skip


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and what was printed."""
    folder = tmp_path_factory.mktemp("job")
    home = tmp_path_factory.mktemp("home")
    bare = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tender_eval.launch", "--no-display", "--out", str(folder / "out")],
        env={**bare, "TENDER_EVAL_HOME": str(home),
             "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "out", done.stdout


def test_it_says_so_and_prints_a_line_a_step(job: tuple[Path, str]) -> None:
    first, *steps, last = job[1].splitlines()
    assert "no display" in first
    assert [int(line[:3]) for line in steps] == list(range(1, len(steps) + 1))
    assert any("handed in 58 scores" in line for line in steps)
    assert any("Broke a tie in Specialist needle exchange" in line for line in steps)
    assert last.startswith("Done")


def test_every_report_is_there_and_says_what_it_should(job: tuple[Path, str]) -> None:
    out, _ = job
    assert {p.name for p in out.glob("assessment-summary-*.pdf")} == {
        f"assessment-summary-{name}.pdf" for name in SUPPLIERS
    }
    report = "\n".join(page.extract_text() for page in PdfReader(out / "award-report.pdf").pages)
    for words in ("Riverside treatment system 2026", "Brightwater Recovery CIC", "76.74", "drawn"):
        assert words in report
    assert (out / "evaluation-workbook.xlsx").stat().st_size > 10_000
    verification = json.loads((out / "audit-verification.json").read_text(encoding="utf-8"))
    assert verification["sound"] is True


def test_a_picture_of_every_page_is_drawn(job: tuple[Path, str]) -> None:
    drawn = {path.stem.split("-")[-1] for path in (job[0] / "screens").glob("*.png")}
    assert drawn == PAGES


def test_the_workspace_it_leaves_is_sound_and_each_lot_has_its_winner(
    job: tuple[Path, str],
) -> None:
    with Workspace(job[0] / "sample.tender") as workspace:
        desk = Desk(workspace, Person("Auditor"), "riverside-2026")
        record = desk.whole_record()
        assert audit.verify(desk).sound
        assert {r.lot: r.tender for r in record.recommendations} == {
            "lot-1": "t-brightwater",
            "lot-2": "t-lantern",
            "lot-3": "t-brightwater",
        }
        assert not any(result.tied for result in award.results_of(record))
