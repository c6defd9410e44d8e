"""First version of the workspace"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_events")),
    )
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_events_row"), ["row"], unique=False)

    op.create_table(
        "procurements",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cpv", sa.Text(), nullable=False),
        sa.Column("full_criteria_at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("abandoned_reason", sa.Text(), nullable=False),
        sa.Column("rounding_decimals", sa.Integer(), nullable=False),
        sa.Column("rounding_at", sa.Text(), nullable=False),
        sa.Column("minimum_quality", sa.BigInteger(), nullable=True),
        sa.Column("tie_break", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_procurements")),
    )
    op.create_table(
        "authorities",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("contribution", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_authorities_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "name", name=op.f("pk_authorities")),
    )
    op.create_table(
        "check_reasons",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_check_reasons_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "check", name=op.f("pk_check_reasons")),
    )
    op.create_table(
        "criteria",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("key_criterion", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("word_limit", sa.Integer(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement", "parent"],
            ["criteria.procurement", "criteria.key"],
            name=op.f("fk_criteria_procurement_parent"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_criteria_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_criteria")),
    )
    op.create_table(
        "decisions",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notice_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_decisions_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "number", name=op.f("pk_decisions")),
    )
    op.create_table(
        "lots",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        sa.Column("service_block", sa.Text(), nullable=False),
        sa.Column("elements", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("annual_value", sa.BigInteger(), nullable=True),
        sa.Column("price_kind", sa.Text(), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_lots_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_lots")),
    )
    op.create_table(
        "members",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("experience", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_members_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_members")),
    )
    op.create_table(
        "milestones",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_milestones_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_milestones")),
    )
    op.create_table(
        "scales",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_scales_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_scales")),
    )
    op.create_table(
        "standards",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_standards_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_standards")),
    )
    op.create_table(
        "suppliers",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("voluntary_sector", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_suppliers_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_suppliers")),
    )
    op.create_table(
        "versions",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_versions_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "number", name=op.f("pk_versions")),
    )
    op.create_table(
        "allocations",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "lot"],
            ["lots.procurement", "lots.key"],
            name=op.f("fk_allocations_procurement_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_allocations_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_allocations_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "member", "lot", name=op.f("pk_allocations")),
    )
    op.create_table(
        "declarations",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("mitigation", sa.Text(), nullable=False),
        sa.Column("recusal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "lot"],
            ["lots.procurement", "lots.key"],
            name=op.f("fk_declarations_procurement_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_declarations_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "supplier"],
            ["suppliers.procurement", "suppliers.key"],
            name=op.f("fk_declarations_procurement_supplier"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_declarations_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_declarations")),
    )
    op.create_table(
        "scale_levels",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("descriptor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "scale"],
            ["scales.procurement", "scales.key"],
            name=op.f("fk_scale_levels_procurement_scale"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_scale_levels_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "scale", "value", name=op.f("pk_scale_levels")),
    )
    op.create_table(
        "submissions",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("exception", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_submissions_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_submissions_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "member", name=op.f("pk_submissions")),
    )
    op.create_table(
        "tenders",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("exclusion_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "supplier"],
            ["suppliers.procurement", "suppliers.key"],
            name=op.f("fk_tenders_procurement_supplier"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_tenders_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "key", name=op.f("pk_tenders")),
    )
    op.create_table(
        "ties",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "lot"],
            ["lots.procurement", "lots.key"],
            name=op.f("fk_ties_procurement_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_ties_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "lot", name=op.f("pk_ties")),
    )
    op.create_table(
        "consensus",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("weaknesses", sa.Text(), nullable=False),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "question"],
            ["criteria.procurement", "criteria.key"],
            name=op.f("fk_consensus_procurement_question"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_consensus_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_consensus_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "tender", "question", name=op.f("pk_consensus")),
    )
    op.create_table(
        "offers",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement", "lot"],
            ["lots.procurement", "lots.key"],
            name=op.f("fk_offers_procurement_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_offers_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_offers_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "tender", "lot", name=op.f("pk_offers")),
    )
    op.create_table(
        "recommendations",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "lot"],
            ["lots.procurement", "lots.key"],
            name=op.f("fk_recommendations_procurement_lot"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_recommendations_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_recommendations_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "lot", name=op.f("pk_recommendations")),
    )
    op.create_table(
        "responses",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "question"],
            ["criteria.procurement", "criteria.key"],
            name=op.f("fk_responses_procurement_question"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_responses_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_responses_procurement")
        ),
        sa.PrimaryKeyConstraint("procurement", "tender", "question", name=op.f("pk_responses")),
    )
    op.create_table(
        "scores",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_scores_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "question"],
            ["criteria.procurement", "criteria.key"],
            name=op.f("fk_scores_procurement_question"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_scores_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_scores_procurement")
        ),
        sa.PrimaryKeyConstraint(
            "procurement", "tender", "question", "member", name=op.f("pk_scores")
        ),
    )
    op.create_table(
        "standard_results",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "standard"],
            ["standards.procurement", "standards.key"],
            name=op.f("fk_standard_results_procurement_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender"],
            ["tenders.procurement", "tenders.key"],
            name=op.f("fk_standard_results_procurement_tender"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_standard_results_procurement")
        ),
        sa.PrimaryKeyConstraint(
            "procurement", "tender", "standard", name=op.f("pk_standard_results")
        ),
    )
    op.create_table(
        "dissents",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_dissents_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender", "question"],
            ["consensus.procurement", "consensus.tender", "consensus.question"],
            name=op.f("fk_dissents_procurement_tender_question"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_dissents_procurement")
        ),
        sa.PrimaryKeyConstraint(
            "procurement", "tender", "question", "member", name=op.f("pk_dissents")
        ),
    )
    op.create_table(
        "movements",
        sa.Column("procurement", sa.Text(), nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procurement", "member"],
            ["members.procurement", "members.key"],
            name=op.f("fk_movements_procurement_member"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement", "tender", "question"],
            ["consensus.procurement", "consensus.tender", "consensus.question"],
            name=op.f("fk_movements_procurement_tender_question"),
        ),
        sa.ForeignKeyConstraint(
            ["procurement"], ["procurements.key"], name=op.f("fk_movements_procurement")
        ),
        sa.PrimaryKeyConstraint(
            "procurement", "tender", "question", "member", name=op.f("pk_movements")
        ),
    )
