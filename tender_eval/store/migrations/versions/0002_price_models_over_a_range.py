"""The ends of a stated price range"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty for every lot there is; events written before do not name them, which reads the same.
    for name in ("full_marks_at", "no_marks_at"):
        op.add_column("lots", sa.Column(name, sa.BigInteger(), nullable=True))
