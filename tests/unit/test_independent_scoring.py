"""Before moderation opens, no path shows a member another member's score or reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tender_eval.domain.errors import NotAllowed
from tender_eval.services import audit, award, files, moderation, scoring, tenders
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person, Texts
from tender_eval.services.panel import panel_view
from tests.conftest import take_in
from tests.small_procurement import small_procurement


def during_scoring(lead: Desk, folder: Path) -> Desk:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["submissions"] = document["consensus"] = []
    return take_in(lead, document, folder)


def sits(desk: Desk, post: Post, member: str | None = None) -> Desk:
    return replace(desk, person=Person("Someone", post, member))


def everything_read(desk: Desk) -> str:
    """Whatever the services give this person, as one text."""
    found: list[object] = [
        desk.record(Texts.WITH),
        panel_view(desk),
        tenders.tenders_view(desk),
        scoring.progress(desk),
        audit.events(desk, count=5000),
        audit.events(desk, search="Reason of", count=5000),
    ]
    if desk.person.post is Post.MEMBER:
        work = scoring.my_work(desk)
        found.append(work)
        found += [scoring.sheet(desk, task.tender, task.question) for task in work.tasks]
    return repr(found)


def test_a_member_reads_their_own_reasons_and_nobody_elses(lead: Desk, tmp_path: Path) -> None:
    desk = sits(during_scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    read = everything_read(desk)
    assert "Reason of m-rep" in read
    assert "Reason of m-clin" not in read
    assert "Reason of m-fin" not in read


@pytest.mark.parametrize("post", [Post.LEAD, Post.MODERATOR])
def test_the_lead_and_the_moderator_see_counts_alone(
    post: Post, lead: Desk, tmp_path: Path
) -> None:
    desk = sits(during_scoring(lead, tmp_path), post)
    assert "Reason of" not in everything_read(desk)
    assert [line.done for line in scoring.progress(desk)] == [11, 11, 11]


def test_moderation_result_and_files_are_closed_to_a_member(lead: Desk, tmp_path: Path) -> None:
    desk = sits(during_scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    for closed in (
        lambda: moderation.overview(desk),
        lambda: moderation.table(desk, "t-alder", "q-access"),
        lambda: award.result_view(desk),
        lambda: files.dossier(desk),
        lambda: files.export_procurement(desk, tmp_path / "x.json"),
    ):
        with pytest.raises(NotAllowed):
            closed()
    assert not (tmp_path / "x.json").exists()


def test_once_moderation_opens_the_panel_sees_all_scores(lead: Desk, tmp_path: Path) -> None:
    desk = sits(take_in(lead, small_procurement(), tmp_path), Post.MEMBER, "m-rep")
    table = moderation.table(desk, "t-alder", "q-access")
    assert [column.member.key for column in table.columns if column.score] == [
        "m-rep", "m-clin", "m-fin",
    ]  # fmt: skip


def test_a_recused_member_never_meets_the_tender(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    document["declarations"][1] |= {
        "interest": "actual",
        "supplier": "s-cedar",
        "description": "Worked there.",
        "recusal": "supplier",
    }
    document["scores"] = [
        s for s in document["scores"] if (s["member"], s["tender"]) != ("m-clin", "t-cedar")
    ]
    desk = sits(take_in(lead, document, tmp_path), Post.MEMBER, "m-clin")
    record = desk.record(Texts.WITH)
    assert [tender.key for tender in record.tenders] == ["t-alder", "t-birch"]
    assert "t-cedar" not in repr((record.tenders, record.scores, record.consensus))
    assert "t-cedar" not in repr(audit.events(desk, count=5000).events)
    with pytest.raises(NotAllowed):
        moderation.table(desk, "t-cedar", "q-access")


def test_a_member_without_a_declaration_sees_no_tender_to_score(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["scores"] = document["submissions"] = document["consensus"] = []
    document["declarations"] = document["declarations"][1:]
    desk = sits(take_in(lead, document, tmp_path), Post.MEMBER, "m-rep")
    with pytest.raises(NotAllowed, match="Declare your interests"):
        scoring.my_work(desk)
    with pytest.raises(NotAllowed):
        scoring.sheet(desk, "t-alder", "q-access")
    assert tenders.tenders_view(desk).tenders == ()


def test_prices_reach_finance_alone_before_the_recommendation(lead: Desk, tmp_path: Path) -> None:
    whole = take_in(lead, small_procurement(), tmp_path)
    clinician = sits(whole, Post.MEMBER, "m-clin").record()
    finance = sits(whole, Post.MEMBER, "m-fin").record()
    assert {offer.price for t in clinician.tenders for offer in t.lots} == {None}
    assert None not in {offer.price for t in finance.tenders for offer in t.lots}
