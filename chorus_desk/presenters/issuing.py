"""What the window says before an invoice is issued, and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chorus_desk.domain.finding import Severity, has_errors
from chorus_desk.domain.money import ZERO
from chorus_desk.usecases.foresee import Foreseen
from chorus_desk.usecases.issue import ISSUED, Issued
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import sentence

_MOST = 6
_CONSEQUENCES = {
    False: N_(
        "Le numéro est donné pour toujours, le Factur-X et le PDF sont faits et contrôlés. "
        "Ensuite la facture ne change plus : une erreur se corrige par un avoir."
    ),
    True: N_(
        "Le numéro est donné pour toujours, ce qui partira est préparé et contrôlé. Ensuite la "
        "facture ne change plus : une erreur se corrige par un avoir."
    ),
}
"""What can no longer be done, by whether one leaves with its author's page: it may be plain."""
_OWN_PAGE = N_("Elle part avec votre page : le numéro qui y est imprimé est gardé.")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What issuing will do: a question, one line per invoice, what can no longer be done after.

    Where nothing can be issued, the question says so and there is no consequence.
    """

    question: str
    lines: tuple[str, ...]
    consequence: str
    warnings: tuple[str, ...]
    possible: bool


def announce(foreseen: Sequence[Foreseen], language: str) -> Announcement:
    """Return what is said before issuing."""
    able = [item for item in foreseen if not has_errors(item.findings)]
    if not able:
        question = say(N_("Rien ne peut encore être émis"), language)
    elif len(foreseen) == 1:
        question = say(N_("Émettre la facture {number} ?"), language, number=able[0].number)
    else:
        question = say_count(
            N_("Émettre {count} facture ?"), N_("Émettre {count} factures ?"), len(able), language
        )
    return Announcement(
        question=question,
        lines=tuple(_lines(foreseen, language)),
        consequence=say(_CONSEQUENCES[any(item.own_page for item in able)], language)
        if able
        else "",
        warnings=tuple(_warnings(foreseen, language)),
        possible=bool(able),
    )


def _lines(foreseen: Sequence[Foreseen], language: str) -> Iterator[str]:
    for item in foreseen:
        amount = values.amount(item.gross or ZERO, language, item.currency)
        buyer = item.buyer or say(N_("Sans organisme"), language)
        errors = [f for f in item.findings if f.severity is Severity.ERROR]
        if errors:
            why = sentence(errors[0], language)
            yield say(N_("Pas émise : {buyer}, {amount}. {why}"), language, buyer=buyer,
                      amount=amount, why=why)  # fmt: skip
        else:
            yield say(N_("{number} : {buyer}, {amount} TTC"), language, number=item.number,
                      buyer=buyer, amount=amount)  # fmt: skip
            if item.own_page:
                yield say(_OWN_PAGE, language)


def _warnings(foreseen: Sequence[Foreseen], language: str) -> Iterator[str]:
    for item in foreseen:
        if not has_errors(item.findings):
            for finding in item.findings[:_MOST]:
                yield sentence(finding, language)


def outcome(issued: Sequence[Issued], language: str) -> tuple[str, bool]:
    """Return what became of the drafts as a sentence, and whether all were issued."""
    numbers = [item.number or "" for item in issued if item.outcome == ISSUED]
    refused = [item for item in issued if item.outcome != ISSUED]
    parts = []
    if numbers:
        parts.append(
            say_count(
                N_("{numbers} est émise."), N_("{numbers} sont émises."), len(numbers), language,
                numbers=", ".join(numbers),
            )
        )  # fmt: skip
    parts += [say(N_("Refusée : {why}"), language, why=_why(item, language)) for item in refused]
    return " ".join(parts), not refused


def _why(item: Issued, language: str) -> str:
    if item.error is not None:
        return error_sentence(item.error, language)
    errors = [f for f in item.findings if f.severity is Severity.ERROR]
    return " ".join(sentence(finding, language) for finding in errors[:_MOST])
