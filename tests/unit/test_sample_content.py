"""The sample procurement is believable: it holds what a real one would, and shows every feature."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from tender_eval.domain.people import Recusal, Role
from tender_eval.domain.procurement import Record
from tender_eval.exchange.procurement_file import read_procurement_file
from tender_eval.services import award, files


@pytest.fixture(scope="module")
def sample() -> Record:
    return read_procurement_file(files.SAMPLE)


def test_three_lots_five_suppliers_and_a_dozen_questions_in_each_lot(sample: Record) -> None:
    lots = sample.model.lots_in_scope()
    assert len(lots) == 3
    assert len(sample.suppliers) == len(sample.tenders) == 5
    offers = {t.supplier: {offer.lot for offer in t.lots} for t in sample.tenders}
    assert len({frozenset(kinds) for kinds in offers.values()}) == 5, "all bid for different lots"
    for lot in lots:
        assert 12 <= len(sample.model.questions(lot.key)) <= 18
    assert len({lot.price_model.kind for lot in lots}) == 3


def test_every_answer_has_two_to_six_hundred_words_and_is_there(sample: Record) -> None:
    for tender in sample.tenders:
        asked = {q.key for offer in tender.lots for q in sample.model.questions(offer.lot)}
        answers = {r.question: r.text for r in tender.responses}
        assert set(answers) == asked
        lengths = {key: len(text.split()) for key, text in answers.items()}
        assert all(200 <= words <= 600 for words in lengths.values()), (tender.key, lengths)
    texts = [r.text for t in sample.tenders for r in t.responses]
    assert len(set(texts)) == len(texts)


def test_the_panel_has_seven_members_two_with_lived_experience_and_one_recusal(
    sample: Record,
) -> None:
    roles = Counter(member.role for member in sample.panel)
    assert sum(roles.values()) == 7
    assert roles[Role.SERVICE_USER] == 2
    away = [d for d in sample.declarations if d.recusal is not Recusal.NONE]
    assert len(away) == 1
    recused = {t.key for t in sample.tenders if t.supplier == away[0].supplier}
    theirs = [s for s in sample.scores if s.member == away[0].member]
    assert theirs and not any(s.tender in recused for s in theirs)


def test_members_disagree_and_each_says_why_in_words_of_their_own(sample: Record) -> None:
    given = defaultdict(set)
    for score in sample.scores:
        given[score.tender, score.question].add(score.value)
    apart = sum(len(values) > 1 for values in given.values())
    assert apart > len(given) / 2
    assert all(len(score.rationale.split()) >= 8 for score in sample.scores)
    said = Counter(score.rationale for score in sample.scores)
    assert [text for text, times in said.items() if times > 1] == []


def test_every_move_to_the_consensus_has_its_reason(sample: Record) -> None:
    mine = defaultdict(dict)
    for score in sample.scores:
        mine[score.tender, score.question][score.member] = score.value
    assert {(c.tender, c.question) for c in sample.consensus} == set(mine)
    for consensus in sample.consensus:
        given = mine[consensus.tender, consensus.question]
        differ = {member for member, value in given.items() if value != consensus.value}
        assert {move.member for move in consensus.movements} == differ
        assert consensus.reason
        assert set(given) <= set(consensus.present)
    assert any(c.dissent for c in sample.consensus)


def test_one_standard_is_failed_and_one_lot_ends_in_a_tie(sample: Record) -> None:
    results = {result.lot: result for result in award.results_of(sample)}
    failed = [s for t in sample.tenders for s in t.standards if s.result == "fail"]
    assert len(failed) == 1
    out = [t.tender for result in results.values() for t in result.tenders if t.out]
    assert out == ["t-confluence"]
    tied = {lot: result.tied for lot, result in results.items() if result.tied}
    assert {lot: set(group) for lot, (group,) in tied.items()} == {
        "lot-3": {"t-brightwater", "t-lantern"}
    }
