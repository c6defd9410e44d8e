"""The same jobs without a screen. `tender-eval --help` is its own guide; docs/cli.md has examples."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tender_eval import __version__
from tender_eval.domain.errors import BadInput, TenderEvalError
from tender_eval.domain.procurement import Consensus, Dissent, Movement
from tender_eval.domain.values import SCORE_PLACES, parse_decimal, plain
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.services.settings import default_workspace, load_settings
from tender_eval.store.workspace import Workspace

EXIT_CODES = """\
exit codes:
  0  done
  2  the command line, a value or a file is not right; nothing was changed
  3  this person may not do that, or not at this step
  4  something stands in the way; everything is listed
  5  the workspace cannot be used (missing, locked, too new, disk full)
  6  verify found that the log and the tables do not agree
"""
Job = Callable[[Desk, argparse.Namespace], Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except TenderEvalError as error:
        if options.json:
            _print_json({"error": error.what, "where": error.where, "remedy": error.remedy})
        else:
            print(f"tender-eval: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _run(options: argparse.Namespace) -> int:
    name = options.by or load_settings().name or getpass.getuser()
    member = getattr(options, "member", None)
    person = Person(name, Post.MEMBER if member else Post.LEAD, member)
    with Workspace(options.database or default_workspace()) as workspace:
        desk = Desk(workspace, person)
        if options.needs_procurement:
            desk = _choose(desk, options.procurement)
            if member:
                found = desk.whole_record().member(member)
                if found is None:
                    raise BadInput(f"There is no panel member “{member}”.", where="--member")
                desk = Desk(workspace, Person(found.name, Post.MEMBER, member), desk.procurement)
        answer = options.job(desk, options)
    if options.json:
        _print_json(answer)
    return 6 if isinstance(answer, dict) and answer.get("sound") is False else 0


def _choose(desk: Desk, key: str | None) -> Desk:
    from tender_eval.services.procurements import list_procurements

    keys = [line.key for line in list_procurements(desk)]
    if key is None and len(keys) == 1:
        return desk.at(keys[0])
    if key in keys:
        return desk.at(str(key))
    if not keys:
        raise BadInput(
            "This workspace is empty.",
            where=desk.workspace.name,
            remedy="Begin with “tender-eval new --template NAME” or “tender-eval import FILE”.",
        )
    what = f"There is no procurement “{key}”." if key else "Which procurement?"
    raise BadInput(what, where="--procurement", remedy=f"There are: {', '.join(keys)}.")


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.json:
        print(text)


def _new(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.procurements import new_from_template, templates

    if options.template is None:
        for template in templates():
            _say(options, f"{template.name:28} {template.title}  ({template.source})")
        return [{"name": t.name, "title": t.title, "source": t.source} for t in templates()]
    key = new_from_template(desk, options.template, options.title)
    _say(options, f"Made the procurement “{key}” from the template {options.template}.")
    return {"procurement": key}


def _import(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.files import import_procurement

    key = import_procurement(desk, options.file)
    _say(options, f"Imported {options.file} as “{key}”.")
    return {"procurement": key}


def _export(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.files import export_procurement

    export_procurement(desk, options.file)
    _say(options, f"Wrote {options.file}. It holds every score: keep it safe.")
    return {"file": str(options.file)}


def _list(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.procurements import list_procurements

    lines = list_procurements(desk)
    for line in lines:
        _say(options, f"{line.key:28} {line.state.label:16} {line.title}")
    return [{"key": n.key, "title": n.title, "state": n.state.value} for n in lines]


def _next(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.life import advance, life_view

    view = life_view(desk)
    if options.take:
        if view.next is None:
            raise BadInput(f"Nothing follows “{view.state.label}”.", where="next")
        advance(desk, view.next, options.reason, options.approved_by)
        _say(options, f"The procurement is now at “{view.next.label}”.")
        return {"state": view.next.value}
    _say(options, f"At “{view.state.label}”. Next: {view.act or 'nothing'}.")
    for obstacle in view.obstacles:
        _say(options, f"- {obstacle}")
    return {
        "state": view.state.value,
        "next": view.next.value if view.next else None,
        "in_the_way": [str(obstacle) for obstacle in view.obstacles],
    }


def _score(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services import scoring

    if options.submit:
        scoring.submit(desk)
        _say(options, "Handed in. The scores are locked.")
        return {"submitted": True}
    if options.value is not None:
        if not (options.tender and options.question):
            raise BadInput("A score needs --tender and --question.", where="score")
        value = parse_decimal(options.value, places=SCORE_PLACES, where="--value")
        scoring.record_score(
            desk, options.tender, options.question, value, options.reason, options.evidence
        )
        _say(options, f"Saved: {plain(value)} for {options.tender}, {options.question}.")
        return {"saved": True}
    work = scoring.my_work(desk)
    for task in work.tasks:
        given = plain(task.score.value) if task.score else "–"
        _say(options, f"{given:>4}  {task.tender:20} {task.question:28} {task.question_title}")
    _say(options, f"{work.done} of {len(work.tasks)} done. {work.locked}".strip())
    return {
        "done": work.done,
        "of": len(work.tasks),
        "submitted": work.submitted,
        "tasks": [
            {
                "tender": task.tender,
                "question": task.question,
                "value": plain(task.score.value) if task.score else None,
                "rationale": task.score.rationale if task.score else None,
            }
            for task in work.tasks
        ],
    }


def _moderate(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services import moderation

    if options.value is None:
        view = moderation.overview(desk)
        for item in view.items:
            agreed = plain(item.consensus.value) if item.consensus else "–"
            spread = plain(item.spread) if item.spread is not None else "–"
            _say(options, f"{agreed:>4}  spread {spread:>3}  {item.tender:20} {item.question}")
        _say(options, f"{view.agreed} of {len(view.items)} agreed.")
        return {
            "agreed": view.agreed,
            "of": len(view.items),
            "items": [
                {
                    "tender": i.tender,
                    "question": i.question,
                    "spread": plain(i.spread) if i.spread is not None else None,
                    "consensus": plain(i.consensus.value) if i.consensus else None,
                }
                for i in view.items
            ],
        }
    if not (options.tender and options.question):
        raise BadInput("A consensus needs --tender and --question.", where="moderate")
    value = parse_decimal(options.value, places=SCORE_PLACES, where="--value")
    consensus = Consensus(
        options.tender,
        options.question,
        value,
        options.reason,
        strengths=options.strengths,
        weaknesses=options.weaknesses,
        movements=tuple(Movement(*_pair(text, "--why-not")) for text in options.why_not),
        dissent=tuple(Dissent(*_pair(text, "--dissent")) for text in options.dissent),
        present=tuple(key.strip() for key in options.present.split(",") if key.strip()),
    )
    moderation.record_consensus(desk, consensus)
    _say(options, f"Recorded: {plain(value)} for {options.tender}, {options.question}.")
    return {"recorded": True}


def _pair(text: str, where: str) -> tuple[str, str]:
    member, equals, reason = text.partition("=")
    if not equals:
        raise BadInput("Give it as MEMBER=REASON.", where=where)
    return member.strip(), reason.strip()


def _rank(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.award import result_view
    from tender_eval.services.rank_document import rank_document

    view = result_view(desk)
    if options.lot and options.lot not in [result.lot for result in view.results]:
        known = ", ".join(result.lot for result in view.results)
        raise BadInput(f"There is no result for “{options.lot}”.", where="--lot",
                       remedy=f"There are: {known}.")  # fmt: skip
    results = [r for r in view.results if options.lot in (None, r.lot)]
    for result in results:
        _say(options, f"\n{result.title}")
        for tender in result.tenders:
            rank = f"{tender.rank}." if tender.rank else "out"
            # The price of a tender that is out is not scored, so it has no total either.
            rest = f" price {tender.price_score:>6} total {tender.total:>7}" if tender.rank else ""
            _say(options, f"  {rank:>4} {tender.supplier:44} quality {tender.quality:>7}{rest}")
            for reason in (*tender.out, *tender.missing):
                _say(options, f"       {reason}")
        for warning in result.warnings:
            _say(options, f"  ! {warning}")
    return rank_document(view, results)


def _report(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services import files

    folder: Path = options.out
    wanted = options.kind
    made: list[files.Made] = []
    if wanted in ("all", "model"):
        made += [files.write_model(desk, folder, inside=inside) for inside in (False, True)]
    if wanted in ("all", "award"):
        made.append(files.write_award_report(desk, folder))
    if wanted in ("all", "workbook"):
        made.append(files.write_workbook(desk, folder))
    if wanted in ("all", "summaries"):
        made += files.write_summaries(desk, folder)
    if wanted in ("all", "verification"):
        made.append(files.write_verification(desk, folder))
    for each in made:
        _say(options, f"{each.title}: {each.path}")
    return [{"title": each.title, "path": str(each.path)} for each in made]


def _verify(desk: Desk, options: argparse.Namespace) -> Any:
    from tender_eval.services.audit import verify
    from tender_eval.services.verification_file import checkpoint_in, verification_document

    kept = checkpoint_in(options.against) if options.against else options.checkpoint
    result = verify(desk, kept)
    document = verification_document(result)
    if result.sound:
        _say(
            options,
            f"Sound: {result.checkpoint.events} events explain {result.rows} rows.\n"
            f"Checkpoint {document['checkpoint']}",
        )
    else:
        _say(options, f"NOT sound: {len(result.findings)} found.")
        for finding in result.findings:
            _say(options, f"- {finding}")
    return document


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--database", metavar="PATH|URL", help="the workspace (your own if left out)"
    )
    shared.add_argument("--json", action="store_true", help="machine-readable; decimals as strings")
    shared.add_argument("--by", metavar="NAME", help="whose name changes are recorded under")
    which = argparse.ArgumentParser(add_help=False)
    which.add_argument("--procurement", metavar="KEY", help="needed if there are several")
    parser = argparse.ArgumentParser(
        prog="tender-eval",
        description="Score and award tenders, and prove that it was done as published.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Tender Eval {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, job: Job, text: str, *, inside: bool = True) -> argparse.ArgumentParser:
        parents = [shared, which] if inside else [shared]
        made = commands.add_parser(
            name, help=text, description=text, parents=parents, epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        made.set_defaults(job=job, needs_procurement=inside)
        return made

    new = command("new", _new, "Begin a procurement from a template.", inside=False)
    new.add_argument("--template", metavar="NAME", help="leave out to list the templates")
    new.add_argument("--title", default="", help="its title")
    command("list", _list, "List the procurements of the workspace.", inside=False)
    take = command("import", _import, "Take in a procurement file.", inside=False)
    take.add_argument("file", type=Path, metavar="FILE")
    give = command("export", _export, "Write a whole procurement as a file.")
    give.add_argument("file", type=Path, metavar="FILE")
    step = command("next", _next, "Say what stands in the way of the next step, or take it.")
    step.add_argument("--take", action="store_true", help="take the step")
    step.add_argument("--reason", default="", help="why, for the record")
    step.add_argument("--approved-by", default="", help="the person or committee that approved")
    _scoring_options(command("score", _score, "Give one score, hand in, or list a member's work."))
    _moderation_options(
        command("moderate", _moderate, "Record a consensus score, or list what awaits one.")
    )
    rank = command("rank", _rank, "Work out the ranking of each lot.")
    rank.add_argument("--lot", metavar="KEY", help="this lot alone")
    report = command("report", _report, "Write the reports.")
    report.add_argument("--out", type=Path, default=Path("out"), metavar="FOLDER")
    kinds = ("all", "model", "award", "workbook", "summaries", "verification")
    report.add_argument("--kind", choices=kinds, default="all")
    check = command("verify", _verify, "Replay the audit log against the tables.", inside=False)
    check.add_argument("--checkpoint", default="", help="from a report's footer, to compare with")
    check.add_argument("--against", type=Path, metavar="FILE", help="an earlier verification file")
    return parser


def _scoring_options(score: argparse.ArgumentParser) -> None:
    score.add_argument("--member", required=True, metavar="KEY", help="who scores")
    score.add_argument("--tender", metavar="KEY")
    score.add_argument("--question", metavar="KEY")
    score.add_argument("--value", help="the score; leave out to list the work")
    score.add_argument("--reason", default="", help="why, in words")
    score.add_argument("--evidence", default="", help="where in the answer")
    score.add_argument("--submit", action="store_true", help="hand in and lock")


def _moderation_options(moderate: argparse.ArgumentParser) -> None:
    moderate.add_argument("--tender", metavar="KEY")
    moderate.add_argument("--question", metavar="KEY")
    moderate.add_argument("--value", help="the consensus; leave out to list")
    moderate.add_argument("--reason", default="", help="why, written for release to suppliers")
    moderate.add_argument("--strengths", default="")
    moderate.add_argument("--weaknesses", default="")
    moderate.add_argument("--present", default="", metavar="KEY,KEY", help="who was present")
    moderate.add_argument("--why-not", action="append", default=[], metavar="MEMBER=REASON",
                          help="why the consensus differs from this member's score")  # fmt: skip
    moderate.add_argument("--dissent", action="append", default=[], metavar="MEMBER=REASON")


if __name__ == "__main__":
    sys.exit(main())
