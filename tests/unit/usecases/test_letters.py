"""The letter and the e-mail that ask a body for what is lacking."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Channel, Datum
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.formats.letter import mail_address
from chorus_desk.usecases.letters import letter_for, letter_text, write_letter
from chorus_desk.usecases.missing_data import Lacking, LackingDraft, missing_data
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.conftest import Golden
from tests.stored import draft, furnish

SELLER = b.seller(email="camille@exemple.invalid", phone="06 00 00 00 00")


def waiting(number: int, **changes: Any) -> LackingDraft:
    made = LackingDraft(
        id=number, number=f"D-{number:03}", kind=Kind.INVOICE, issue_date=b.TODAY, what="Peinture des volets",
        delivered_on=date(2026, 11, 18), period_start=None, period_end=None, service_code=None,
        commitment_number=None, contract_number=None, currency="EUR", gross=Decimal("100.00"),
        due=Decimal("100.00"), lacks=(Datum.SERVICE, Datum.COMMITMENT),
    )  # fmt: skip
    return replace(made, **changes)


def lacking(
    *drafts: LackingDraft, data: tuple[Datum, ...] = (Datum.SERVICE, Datum.COMMITMENT)
) -> Lacking:
    body = b.commune()
    return Lacking(
        asked_of=body.siret, buyer=body.as_party(), body=body, lacks=data, drafts=drafts
    )  # fmt: skip


def body_of(item: Lacking, channel: Channel = Channel.LETTER, seller: Any = SELLER) -> str:
    return (
        letter_text(item, seller, b.TODAY, channel)
        .body.replace("\u00a0", " ")
        .replace("\u202f", " ")
    )


@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL])
def test_letter__says_who_asks_for_what_and_why(
    workspace: Workspace, channel: Channel, golden: Golden
) -> None:
    furnish(workspace, SELLER, b.commune(requires=Requirement.BOTH))
    buyer = Party(siret=b.COMMUNE_SIRET)
    draft(workspace, "D-003", buyer=buyer, commitment_number=None)
    draft(
        workspace,
        "D-004",
        buyer=replace(buyer, service_code="ANCIEN"),
        commitment_number=None,
        contract_number="M-14",
    )
    [item] = missing_data(workspace)
    letter = letter_for(workspace, item, channel)
    assert letter.recipient == (
        "Commune de Bourg-Fictif", "Service comptable et financier", "1 place de l'Exemple",
        "99000 Bourg-Fictif",
    )  # fmt: skip
    assert (letter.sender, letter.day) == (SELLER.as_party(), b.TODAY)
    text = f"{letter.subject}\n\n{letter.body}\n"
    golden.check(f"demande-{channel.value}.txt", text)


def test_letter__needs_somebody_who_writes_it(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        letter_for(workspace, lacking(waiting(1)), Channel.LETTER)
    assert caught.value.code == "no-seller"


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL])
def test_each_datum__is_asked_for_in_one_item(datum: Datum, channel: Channel) -> None:
    text = body_of(lacking(waiting(1, lacks=(datum,)), data=(datum,)), channel)
    items = [line for line in text.splitlines() if line.startswith("– ")][1:]
    assert len(items) == 1
    assert items[0].endswith(".")
    assert not re.search(r"[{}]|\n\n\n", text)
    assert ("D. 2192-2" in text) == (datum not in (Datum.NAME, Datum.ADDRESS, Datum.REQUIRES))


def test_body_without_drafts__is_asked_too() -> None:
    text = body_of(lacking(data=(Datum.REQUIRES,)))
    assert (
        "Je dois vous adresser des factures par Chorus Pro.\n\nPour qu'elles soient complètes"
        in text
    )


@pytest.mark.parametrize(
    ("kinds", "opening"),
    [
        ([Kind.INVOICE], "la facture suivante, qui vous est destinée"),
        ([Kind.INVOICE] * 2, "les factures suivantes, qui vous sont destinées"),
        ([Kind.CREDIT_NOTE], "l'avoir suivant, qui vous est destiné "),
        ([Kind.CREDIT_NOTE] * 2, "les avoirs suivants, qui vous sont destinés "),
        ([Kind.CREDIT_NOTE, Kind.INVOICE], "les factures et avoirs suivants, qui vous sont destinés"),
    ],
)  # fmt: skip
def test_documents__agree_in_gender_and_number(kinds: list[Kind], opening: str) -> None:
    text = body_of(lacking(*(waiting(n, kind=kind) for n, kind in enumerate(kinds))))
    assert opening in text
    assert text.count("– Peinture") + text.count("– avoir : Peinture") == len(kinds)
    assert ("– avoir : Peinture" in text) == (len(set(kinds)) == 2)


def test_many_documents__are_summed_up__never_one_alone() -> None:
    seven, eight = (lacking(*(waiting(n) for n in range(count))) for count in (7, 8))
    assert "autres" not in body_of(seven)
    assert "– et 2 autres, pour 200,00 €" in body_of(eight)
    mixed = lacking(*(waiting(n, currency="EUR" if n % 2 else "CHF") for n in range(9)))
    assert "– et 3 autres\n" in body_of(mixed)


def test_what_is_asked_for_some_documents_alone__names_them() -> None:
    item = lacking(waiting(1), waiting(2, lacks=(Datum.COMMITMENT,)))
    text = body_of(item)
    assert "Chorus Pro) – pour D-001 ;" in text
    assert "l'attribue à la commande)." in text
    unnamed = lacking(replace(waiting(1), number=None), waiting(2, lacks=(Datum.COMMITMENT,)))
    assert " – pour" not in body_of(unnamed)


def test_what_does_not_suit__is_named() -> None:
    closed = lacking(
        waiting(1, service_code="VIEUX", lacks=(Datum.SERVICE,)), data=(Datum.SERVICE,)
    )
    assert "celui dont je dispose, VIEUX, semble ne plus convenir." in body_of(closed)
    wrong = lacking(waiting(1, lacks=(Datum.SIRET,)), data=(Datum.SIRET,))
    assert "celui dont je dispose, 219 900 016 00011, semble ne pas convenir." in body_of(wrong)


@pytest.mark.parametrize(
    ("changes", "letter", "mail"),
    [
        ({}, "par courriel à camille@exemple.invalid ou par téléphone au 06 00 00 00 00.", "m'appeler au 06"),
        ({"phone": None}, "par courriel à camille@exemple.invalid. ", "répondre à ce message. "),
        ({"email": None}, "par téléphone au 06 00 00 00 00, ou par courrier. ", "m'appeler au 06"),
        ({"email": None, "phone": None}, "par courrier, à l'adresse ci-dessus. ", "répondre à ce message. "),
    ],
)  # fmt: skip
def test_reply__goes_by_the_ways_the_seller_has(
    changes: dict[str, Any], letter: str, mail: str
) -> None:
    seller, item = replace(SELLER, **changes), lacking(waiting(1))
    assert letter in body_of(item, Channel.LETTER, seller)
    assert mail in body_of(item, Channel.EMAIL, seller)


def test_usual_mail__fits_into_an_address() -> None:
    for data in (
        (Datum.SERVICE, Datum.COMMITMENT),
        (Datum.SIRET, Datum.REFERENCE),
        (Datum.REQUIRES, Datum.REFERENCE),
    ):
        item = lacking(waiting(1, lacks=data), waiting(2, lacks=data), data=data)
        made = mail_address(
            letter_text(item, SELLER, b.TODAY, Channel.EMAIL), "comptabilite@bourg-fictif.invalid"
        )
        assert made.whole, (data, len(made.url))


def test_texts_of_others__stand_as_they_are_in_one_line() -> None:
    item = lacking(waiting(1, what="{danger} " + "x" * 200 + "\n1. faux"))
    [line] = [line for line in body_of(item).splitlines() if "danger" in line]
    assert line.startswith("– {danger} xxx")
    assert "…, le 18/11/2026 : 100,00 €" in line


def test_write__makes_a_page_or_a_text(tmp_path: Path) -> None:
    letter = letter_text(lacking(waiting(1)), SELLER, b.TODAY, Channel.LETTER)
    assert write_letter(letter, tmp_path / "lettre.pdf").read_bytes().startswith(b"%PDF")
    assert b"Objet" in write_letter(letter, tmp_path / "lettre.TXT").read_bytes()
    with pytest.raises(UserError) as caught:
        write_letter(letter, tmp_path / "nulle" / "part.pdf")
    assert caught.value.code == "cannot-write"
