"""The page of the business by keyboard: described, corrected, kept; nothing typed is lost."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QRadioButton

from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.gui.pages.business.page import BusinessPage
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.business.fields import FIELDS
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.seller import set_seller, show_seller
from chorus_desk.usecases.workspace import open_workspace
from chorus_desk.wording.typography import french_spaces
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe
from tests.stored import furnish, issued

TYPED = (
    ("Nom", "Camille Fictive"), ("Adresse", "3 rue de l'Invention"), ("Code postal", "99000"),
    ("Ville", "Bourg-Fictif"),
)  # fmt: skip


def _page(hands: Hands) -> BusinessPage:
    if not isinstance(hands.page, BusinessPage):
        hands.control(Qt.Key.Key_5)
    page = hands.page
    assert isinstance(page, BusinessPage)
    return page


def _seller(folder: Path, clock: Clock) -> Seller | None:
    with open_workspace(folder, clock) as workspace:
        return show_seller(workspace)


def _furnished(folder: Path, clock: Clock, seller: Seller | None = None) -> Path:
    with open_workspace(folder, clock) as workspace:
        furnish(workspace, seller)
    return folder


def _message(hands: Hands) -> str:
    message = hands.application.window.bar.message
    return message.text if message else ""


def _save(hands: Hands) -> None:
    hands.tab_to_named("Enregistrer")
    hands.press(Qt.Key.Key_Space)
    hands.settle()


def _retype(hands: Hands, name: str, text: str) -> None:
    hands.tab_to_named(name)
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type(text)


def test_business__described_by_keyboard_from_the_siret_on(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(tmp_path / "data")
    page = _page(hands)
    assert hands.focus is page.rows["siret"].control
    hands.type("99900001100018")
    for name, text in TYPED:
        hands.tab_to_named(name)
        hands.type(text)
    hands.tab_to(lambda widget: isinstance(widget, QRadioButton))
    hands.press(Qt.Key.Key_Space)
    assert "L. 223-3" in page.rows["vat_regime"].note
    hands.tab_to_named("IBAN")
    hands.type("FR7630000000010000000000007")
    hands.tab_to_named("Immatriculation : Je ne suis pas concerné")
    hands.press(Qt.Key.Key_Space)
    hands.tab_to_named("Commencer au rang")
    hands.type("42")
    assert "2026-0042." in page.rows["next_number"].note
    _save(hands)
    message = hands.application.window.bar.message
    assert message is not None
    assert (message.text, message.action) == (
        "Votre entreprise est enregistrée.", "Créer ma première facture",
    )  # fmt: skip
    seller = _seller(tmp_path / "data", clock)
    assert seller is not None
    assert (seller.siret, seller.legal_form, seller.vat_regime) == (
        b.SELLER_SIRET, "EI", VatRegime.FRANCHISE,
    )  # fmt: skip
    assert (seller.register, seller.insurance, seller.next_number) == ("sans objet", None, 42)
    assert hands.application.states.business.typed == {}
    assert hands.keystrokes < 200


def test_save__leads_to_the_first_wrong_field(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(tmp_path / "data")
    page = _page(hands)
    hands.type("99900001100019")
    assert page.rows["siret"].remark == ""  # not before it was left
    hands.tab()
    assert "n'existe pas" in page.rows["siret"].remark
    assert page.rows["street"].remark == ""
    _save(hands)
    assert hands.focus is page.rows["siret"].control
    assert "n'existe pas" in page.rows["siret"].control.accessibleDescription()
    assert "adresse" in page.rows["street"].remark
    assert _seller(tmp_path / "data", clock) is None
    _retype(hands, "SIRET", "99900001100018")
    assert page.rows["siret"].remark == ""
    _save(hands)
    assert hands.focus is page.rows["name"].control


def test_save__opens_the_advanced_settings_for_what_is_wrong_there(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    assert not page.rows["country"].isVisible()
    hands.tab_to_named("Réglages avancés")
    hands.press(Qt.Key.Key_Space)
    _retype(hands, "Pays", "France")
    page.cards.more.setChecked(False)
    page.save()
    assert page.rows["country"].isVisible()
    assert hands.focus is page.rows["country"].control


def test_vat_number__is_proposed_from_the_siret(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    assert not page.proposal.isVisible()
    hands.tab_to(lambda widget: isinstance(widget, QRadioButton))
    hands.press(Qt.Key.Key_Down)
    assert page.rows["vat_on_debits"].isVisible()
    hands.tab_to_named("Écrire FR66 999000011")
    hands.press(Qt.Key.Key_Space)
    assert hands.focus is page.rows["vat_number"].control
    assert not page.proposal.isVisible()
    _save(hands)
    seller = _seller(tmp_path / "data", clock)
    assert seller is not None
    assert (seller.vat_regime, seller.vat_number) == (VatRegime.NORMAL, "FR66999000011")
    message = hands.application.window.bar.message
    assert message is not None
    assert message.action == ""  # not the first time


def test_next_number__counts_what_was_issued_also_after_another_choice(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _furnished(tmp_path / "data", clock)
    with open_workspace(folder, clock) as workspace:
        issued(workspace)
    hands = opened(folder)
    page = _page(hands)
    assert "2026-0002." in page.rows["next_number"].note
    hands.tab_to_named("Les numéros ressemblent à")
    hands.press(Qt.Key.Key_Down)
    hands.settle()
    assert "F2026-0001." in page.rows["next_number"].note
    hands.press(Qt.Key.Key_Up)
    hands.settle()
    assert "2026-0002." in page.rows["next_number"].note


@pytest.mark.parametrize("command", ["language", "theme"])
def test_typed__survives_another_language_and_theme(
    opened: Opener, tmp_path: Path, clock: Clock, command: str
) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    hands.tab_to_named("Courriel")
    hands.type("camille@exemple.fr")
    hands.application.window.run_command(command)
    hands.settle()
    again = _page(hands)
    assert again is not page
    assert again.rows["email"].value() == "camille@exemple.fr"
    assert again.rows["name"].value() == "Camille Fictive"
    again.save()
    hands.settle()
    seller = _seller(tmp_path / "data", clock)
    assert seller is not None
    assert seller.email == "camille@exemple.fr"


def test_revert__can_be_taken_back(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    _retype(hands, "Nom", "Dominique")
    hands.tab_to_named("Abandonner les changements")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert page.rows["name"].value() == "Camille Fictive"
    assert not page.revert.isVisible()
    message = hands.application.window.bar.message
    assert message is not None
    assert message.act is not None
    message.act()
    hands.settle()
    assert page.rows["name"].value() == "Dominique"


def test_logo__chosen_kept_and_taken_away(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "navy").save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    hands.tab_to_named("Choisir une image…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    _save(hands)
    first = _seller(tmp_path / "data", clock)
    assert first is not None
    assert first.logo is not None
    path.unlink()
    _retype(hands, "Nom", "Dominique Fictive")
    _save(hands)
    assert _seller(tmp_path / "data", clock) == b.seller(name="Dominique Fictive", logo=first.logo)
    hands.tab_to_named("Retirer le logo")
    hands.press(Qt.Key.Key_Space)
    assert describe(hands.focus) == "Choisir une image…"
    _save(hands)
    assert _seller(tmp_path / "data", clock) == b.seller(name="Dominique Fictive")
    assert page.rows["logo"].value() == ""


def test_logo__that_is_no_picture_is_said_at_once(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    hands.tab_to_named("Choisir une image…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert "PNG ou JPEG" in page.rows["logo"].remark
    page.save()  # it is not tried again
    hands.settle()
    assert "est enregistrée" not in _message(hands)


def test_start__of_an_earlier_year_is_kept_as_it_was(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    seller = b.seller(next_number=42, next_number_year=2025)
    hands = opened(_furnished(tmp_path / "data", clock, seller))
    page = _page(hands)
    assert "2026-0001." in page.rows["next_number"].note
    _retype(hands, "Ville", "Ailleurs")
    _save(hands)
    kept = _seller(tmp_path / "data", clock)
    assert kept == b.seller(next_number=42, next_number_year=2025, city="Ailleurs")


def test_changed_elsewhere__is_read_again(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    page = _page(hands)
    hands.tab_to_named("Courriel")
    hands.type("a")
    values = {
        "name": "Ailleurs", "legal_form": "EI", "siret": b.SELLER_SIRET, "street": "1 rue",
        "vat_regime": "franchise", "postcode": "99000", "city": "Bourg",
    }  # fmt: skip
    hands.application.desk.run(lambda workspace: set_seller(workspace, values, tmp_path))
    hands.settle()
    assert page.rows["name"].value() == "Ailleurs"
    assert page.rows["email"].value() == "a"


def test_read_only__shows_and_changes_nothing(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    opened(_furnished(tmp_path / "data", clock))
    second = opened(tmp_path / "data")
    page = _page(second)
    second.type("1")
    assert page.rows["siret"].value() == "999\u00a0000\u00a0011\u00a000018"
    assert page.rows["name"].value() == "Camille Fictive"
    assert not page.save_button.isEnabled()
    assert page.refusal("save") == french_spaces(READ_ONLY)
    assert page.rows["insurance"].none is not None
    assert not page.rows["insurance"].none.isEnabled()
    page.save()
    second.settle()


def test_every_field__has_a_name_for_who_listens(opened: Opener, tmp_path: Path) -> None:
    page = _page(opened(tmp_path / "data"))
    for key, row in page.rows.items():
        assert row.control.accessibleName(), key
        if FIELDS[key].reason:
            assert french_spaces(FIELDS[key].reason)[:-1] in row.control.accessibleDescription(), (
                key
            )


def test_every_field__is_reached_by_tab_in_the_order_of_the_form(
    opened: Opener, tmp_path: Path
) -> None:
    hands = opened(tmp_path / "data")
    page = _page(hands)
    page.cards.more.setChecked(True)
    reached = []
    for _ in range(60):
        row = next((k for k, r in page.rows.items() if r.isAncestorOf(hands.focus)), None)
        if row and row not in reached:
            reached.append(row)
        if hands.focus is page.save_button:
            break
        hands.tab()
    assert reached == [key for key, row in page.rows.items() if row.isVisible()]


def _text(page: BusinessPage, key: str) -> str:
    control = page.rows[key].control
    assert isinstance(control, QLineEdit)
    return control.text()


def _left(opened: Opener, folder: Path, clock: Clock) -> Hands:
    """Return a window on a folder where another one was closed with a name typed and not saved."""
    first = opened(_furnished(folder, clock))
    _page(first)
    _retype(first, "Nom", "Camille Nouvelle")
    first.application.close()
    return opened(folder)


def test_typed_and_closed__is_offered_and_taken_up(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = _left(opened, tmp_path / "data", clock)
    page = _page(hands)
    assert page.offer.isVisible()
    assert _text(page, "name") != "Camille Nouvelle"
    _retype(hands, "Ville", "Bourg-Neuf")  # what is typed before the answer stands beside it
    hands.tab_to_named("Reprendre ce que vous aviez saisi")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert page.offer.isHidden()
    assert (_text(page, "name"), _text(page, "city")) == ("Camille Nouvelle", "Bourg-Neuf")
    _save(hands)
    seller = _seller(tmp_path / "data", clock)
    assert seller is not None
    assert (seller.name, seller.city) == ("Camille Nouvelle", "Bourg-Neuf")
    hands.application.close()
    again = opened(tmp_path / "data")
    assert again.application.window.bar.message is None
    assert _page(again).offer.isHidden()


def test_typed_and_closed__can_be_forgotten(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = _left(opened, tmp_path / "data", clock)
    page = _page(hands)
    hands.tab_to_named("Oublier ce que vous aviez saisi")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert page.offer.isHidden()
    hands.application.close()
    again = opened(tmp_path / "data")
    assert again.application.window.bar.message is None
    assert _page(again).offer.isHidden()
