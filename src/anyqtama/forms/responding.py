"""Answering a questionnaire about some subject: once a respondent, checked against the version answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.forms.entries import Responded
from anyqtama.forms.models import QuestionnaireVersion, Response
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal


class AnsweredAlready(Exception):
    message = _("You have answered already. Thank you.")


class AnswerNotAllowed(Exception):
    """An answer that the question does not offer, or a required one that is missing."""

    message = _("Answer the marked question by one of its options.")

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


def respond(
    *,
    version: QuestionnaireVersion,
    subject: models.Model,
    by: Principal,
    language: str,
    answers: Mapping[str, Any],
    comment: str,
    at: datetime,
) -> Response:
    checked = check(version, answers)
    response = Response(
        version=version,
        subject_kind=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        respondent_kind=by.kind,
        respondent_id=by.id,
        language=language,
        answers=checked,
        comment=comment.strip()[:2000],
        at=at,
    )
    try:
        with transaction.atomic():
            response.save(force_insert=True)
            entry = Responded(
                form=version.questionnaire.code,
                form_version=version.number,
                language=language,
                about_kind=response.subject_kind,
                about_id=response.subject_id,
                answers=checked,
                comment=response.comment,
            )
            journal.write(entry, subject=response, by=by, at=at)
    except IntegrityError:
        raise AnsweredAlready from None
    return response


def check(version: QuestionnaireVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to known questions, each one of its options (values are compared as text)."""
    checked: dict[str, Any] = {}
    for question in version.questions:
        key, given = question["key"], str(answers.get(question["key"], "")).strip()
        if not given:
            if question.get("required"):
                raise AnswerNotAllowed(key)
            continue
        if question["kind"] == "text":
            checked[key] = given[:2000]
            continue
        chosen = [option["value"] for option in question["options"] if str(option["value"]) == given]
        if not chosen:
            raise AnswerNotAllowed(key)
        checked[key] = chosen[0]
    return checked
