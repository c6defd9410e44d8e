"""The whole main job without a screen, on the sample: from the draft to a proven award report.

Every step goes through the services that the screens use. The clock is the sample's own timetable,
so the job runs the same on any day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tender_eval.domain.award import TenderResult
from tender_eval.domain.procurement import Consensus, Record, State
from tender_eval.services import award, files, life, moderation, scoring, tenders
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.services.procurements import add_record
from tender_eval.store.workspace import Workspace

Say = Callable[[str], None]


class SampleClock:
    """A clock that is set to a day of the timetable and ticks a second at each reading."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 1, 9, tzinfo=UTC)

    def set(self, day: date) -> None:
        """Go to nine in the morning of this day, never backwards."""
        self._now = max(self._now, datetime.combine(day, time(9), UTC))

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@dataclass(frozen=True)
class Job:
    """What the steps share: the sample as it is to end, the lead's desk, the clock."""

    sample: Record
    desk: Desk
    clock: SampleClock
    say: Say

    def day(self, milestone: str) -> None:
        """Set the clock to a day of the timetable."""
        found = self.sample.procurement.milestone(milestone)
        if found is not None and found.date is not None:
            self.clock.set(found.date)

    def member(self, key: str) -> Desk:
        """The desk of a panel member."""
        person = self.sample.member(key)
        name = person.name if person else key
        return replace(self.desk, person=Person(name, Post.MEMBER, key))


def run_main_job(folder: Path, workspace: Path, say: Say) -> Desk:
    """Make the workspace anew, run the sample through it and write every report into `folder`.

    The lead's desk at the end; its workspace is still open.
    """
    from tender_eval.exchange.procurement_file import read_procurement_file

    for part in ("", "-wal", "-shm"):
        workspace.with_name(workspace.name + part).unlink(missing_ok=True)
    clock = SampleClock()
    sample = read_procurement_file(files.SAMPLE)
    lead = Desk(Workspace(workspace, clock=clock), Person("Sample procurement lead"))
    job = Job(sample, lead, clock, say)
    job.day("engagement")
    key = add_record(lead, _draft(sample), "Begin the sample procurement")
    job = replace(job, desk=lead.at(key))
    say(f"Began “{sample.procurement.title}” with {len(sample.model.lots_in_scope())} lots")
    _publish_and_open(job)
    _score(job)
    _moderate(job)
    _award(job)
    _write(job, folder)
    return job.desk


def _draft(sample: Record) -> Record:
    # As it stood before publication: no tender, score or decision yet.
    draft = replace(sample.procurement, state=State.DRAFT)
    return replace(
        sample, procurement=draft, versions=(), suppliers=(), tenders=(), declarations=(),
        scores=(), submissions=(), consensus=(), ties=(), recommendations=(), decisions=(),
    )  # fmt: skip


def _publish_and_open(job: Job) -> None:
    job.day("notice")
    life.advance(job.desk, State.PUBLISHED, "Published with the notice inviting offers")
    version = job.desk.record().versions[-1]
    job.say(f"Published the model, digest {version.digest[:16]}…")
    job.day("deadline")
    for supplier in job.sample.suppliers:
        tenders.save_supplier(job.desk, supplier)
    for tender in job.sample.tenders:
        tenders.save_tender(job.desk, tender.key, tender.supplier, tender.received_at)
        for offer in tender.lots:
            tenders.set_offer(job.desk, tender.key, offer.lot, offer.price)
        for response in tender.responses:
            tenders.set_response(job.desk, tender.key, response.question, response.text)
        for result in tender.standards:
            tenders.assess_standard(job.desk, tender.key, result)
        job.say(f"Entered the tender of {job.sample.supplier_name(tender.key)}")
    job.day("opening")
    life.advance(job.desk, State.OPENED, "All tenders received by the deadline were opened")


def _score(job: Job) -> None:
    from tender_eval.services.panel import declare

    for declaration in job.sample.declarations:
        declare(job.desk, declaration)
    job.say(f"Recorded {len(job.sample.declarations)} declarations of interest")
    job.day("scoring")
    life.advance(job.desk, State.SCORING, "Declarations are in and the panel is complete")
    for member in job.sample.panel:
        given = [score for score in job.sample.scores if score.member == member.key]
        if not given:
            continue
        at = job.member(member.key)
        for score in given:
            scoring.record_score(
                at, score.tender, score.question, score.value, score.rationale, score.evidence
            )
        scoring.submit(at)
        job.say(f"{member.name} ({member.role.label.lower()}) handed in {len(given)} scores")


def _moderate(job: Job) -> None:
    job.day("moderation")
    life.advance(job.desk, State.MODERATION, "Every member has handed in")
    names = [m.name for m in job.sample.panel if m.role.value == "moderator"]
    moderator = replace(job.desk, person=Person(names[0], Post.MODERATOR)) if names else job.desk
    for place, consensus in enumerate(job.sample.consensus, start=1):
        moderation.record_consensus(moderator, _as_entered(consensus))
        if place % 25 == 0 or place == len(job.sample.consensus):
            job.say(f"Moderated {place} of {len(job.sample.consensus)} answers")


def _as_entered(consensus: Consensus) -> Consensus:
    return replace(consensus, at=None, recorded_by="")


def _award(job: Job) -> None:
    job.day("decision")
    drawn: set[tuple[str, str]] = set()
    record = job.desk.whole_record()
    for result in award.results_of(record):
        for group in result.tied:
            drawn.update((result.lot, tender) for tender in group)
            reason = (
                "The published tie-break rules leave the two equal. Lots were drawn on camera in "
                "the presence of both suppliers and the monitoring officer."
            )
            award.break_tie(job.desk, result.lot, sorted(group), reason)
            job.say(f"Broke a tie in {result.title}")
    for result in award.results_of(job.desk.whole_record()):
        first = result.ranked[0] if result.ranked else None
        by_lot = first is not None and (result.lot, first.tender) in drawn
        award.recommend(job.desk, result.lot, first.tender if first else None, _why(first, by_lot))
        job.say(f"Recommended {first.supplier if first else 'no award'} for {result.title}")
    life.advance(job.desk, State.RECOMMENDED, "Recommendation of the panel")
    life.advance(
        job.desk, State.APPROVED, "Approved as recommended", by="Joint Commissioning Committee"
    )
    job.day("intention")
    life.advance(job.desk, State.STANDSTILL, "The notice of intention was published")


def _why(first: TenderResult | None, by_lot: bool) -> str:
    if first is None:
        return "No tender stayed in."
    if by_lot:
        return (
            f"{first.supplier} shares the highest total, {first.total} of 100, under the published "
            "model, and was drawn first by lot."
        )
    return (
        f"{first.supplier} has the highest total, {first.total} of 100, under the published model."
    )


def _write(job: Job, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for made in (
        files.write_award_report(job.desk, folder),
        files.write_workbook(job.desk, folder),
        *files.write_summaries(job.desk, folder),
        files.write_verification(job.desk, folder),
    ):
        job.say(f"Wrote {made.title.lower()}: {made.path}")
