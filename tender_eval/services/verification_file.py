"""The verification as a file: what the verifier found, and a signed checkpoint to keep elsewhere."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tender_eval.audit.signing import Signature, holds, sign
from tender_eval.domain.errors import BadInput
from tender_eval.domain.trail import Checkpoint, Verification
from tender_eval.services.audit import verify
from tender_eval.services.desk import Desk


def verification_document(result: Verification) -> dict[str, Any]:
    """What was found, with the checkpoint and its signature."""
    signature = sign(result.checkpoint)
    return {
        "sound": result.sound,
        "events": result.checkpoint.events,
        "rows": result.rows,
        "checkpoint": f"{result.checkpoint.events}:{result.checkpoint.digest}",
        "signature": signature.signature or None,
        "public_key": signature.public_key or None,
        "not_signed_because": signature.why_not or None,
        "findings": [{"kind": f.kind, "place": f.place, "what": f.what} for f in result.findings],
    }


def write_verification_file(desk: Desk, path: Path) -> Verification:
    """Verify now and write what was found."""
    result = verify(desk)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(verification_document(result), indent=2, ensure_ascii=False)
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
    return result


def checkpoint_in(path: Path) -> Checkpoint:
    """The checkpoint kept in such a file. Raises BadInput if it is not one, or was altered."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        events, _, digest = document["checkpoint"].partition(":")
        checkpoint = Checkpoint(int(events), digest, datetime.min)
        signature = Signature(document.get("public_key") or "", document.get("signature") or "")
    except OSError as error:
        raise BadInput(f"The file cannot be read ({error.strerror}).", where=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput("This is not an audit verification file.", where=path.name) from error
    if signature.signature and not holds(checkpoint, signature):
        raise BadInput(
            "The checkpoint in this file does not match its signature: the file was altered.",
            where=path.name,
        )
    return checkpoint
