"""The journal: prove its chain, seal what waits, show what happened."""

import argparse
import sys

from anyqtama.config.commands import setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("verify", help="prove the chain; exits 1 and names each fault when it does not hold")
    actions.add_parser("seal", help="seal the entries that wait, and keep the head beside the database")
    show = actions.add_parser("show", help="the newest entries, without personal content")
    show.add_argument("--number", type=int, default=20, metavar="N", help="how many (default: 20)")
    show.add_argument("--kind", default="", help="only entries of this kind, such as contact.closed")
    show.add_argument("--subject", default="", metavar="KIND:ID", help="only entries about this, such as contact:12")


def run(args: argparse.Namespace) -> int:
    setup()
    return {"verify": verify, "seal": seal, "show": show}[args.action](args)


def verify(args: argparse.Namespace) -> int:
    from django.conf import settings

    from anyqtama.kernel import sealing

    faults = 0
    for fault in sealing.verify(folder=settings.DATA / "journal-heads"):
        faults += 1
        print(f"position {fault.position}: {fault.what}", file=sys.stderr)
    head = sealing.head()
    if faults:
        print(f"The journal does not hold: {faults} faults up to position {head.position}.", file=sys.stderr)
        return 1
    print(f"The journal holds: {head.position} entries, head {head.hash}, {sealing.waiting()} not sealed yet.")
    return 0


def seal(args: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone

    from anyqtama.kernel import sealing

    sealed = sealing.seal_all()
    path = sealing.keep_head(folder=settings.DATA / "journal-heads", at=timezone.now())
    print(f"{sealed} entries sealed; the head is kept in {path}.")
    return 0


def show(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from anyqtama.kernel.models import Entry

    entries = Entry.objects.all()
    if args.kind:
        entries = entries.filter(kind=args.kind)
    if args.subject:
        kind, colon, identity = args.subject.partition(":")
        if not colon:
            print(f"--subject {args.subject}: write a kind and an id, such as contact:12.", file=sys.stderr)
            return 1
        entries = entries.filter(subject_kind=kind, subject_id=identity)
    for entry in reversed(entries.order_by("-id")[: max(0, args.number)]):
        position = entry.position if entry.position is not None else "waits"
        at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
        who = f"{entry.principal_kind}:{entry.principal_id}"
        print(f"{position:>9} {at} {entry.kind} {entry.subject_kind}:{entry.subject_id} by {who} {entry.payload}")
    return 0
