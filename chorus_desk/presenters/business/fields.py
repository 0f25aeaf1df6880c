"""The fields of the business as a table: what is asked, why, and when. What is typed is text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chorus_desk.domain.party import VatRegime
from chorus_desk.rules import tables
from chorus_desk.wording.catalogue import N_

Values = Mapping[str, str]
"""What stands in the form, by the key of its field."""
YES = "yes"
"""The text of a box that is ticked; that of one that is not is empty."""
KEPT = "kept"
"""The text of ``logo`` while the one that is stored stays."""
OWN = "own"
"""The choice of a numbering that the user writes."""
SERIES = ("{year}-{number:04}", "F{year}-{number:04}", "{year}-{number:03}", "F{year:2}{number:04}")
"""The usual numberings, to be chosen by their example."""


class Kind(StrEnum):
    """What a field holds; the window picks its control by it."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    RADIO = "radio"
    FLAG = "flag"
    LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``reason`` says why it is asked; ``hint`` is an example of what to write."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    reason: str = ""
    shown: Callable[[Values], bool] = lambda _values: True
    may_not_apply: bool = False
    """Whether a box beside it says that the user is not concerned."""
    width: int = 0
    """In characters; 0 takes the room there is."""
    beside: bool = False
    """Whether it stands at the right of the field before."""

    @property
    def none_key(self) -> str:
        """The key of the box that says that the user is not concerned."""
        return f"{self.key}_none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that belong together, and why they are asked."""

    title: str
    intro: str
    fields: tuple[Field, ...]
    advanced: bool = False


def _of_company(values: Values) -> bool:
    return values["legal_form"] in tables.forms_with_capital()


def _under(regime: VatRegime) -> Callable[[Values], bool]:
    return lambda values: values["vat_regime"] == regime


SECTIONS = (
    Section(
        title=N_("Votre entreprise"),
        intro=N_("Ce qui dit qui vous êtes, en tête de chaque facture."),
        fields=(
            Field(key="siret", label=N_("SIRET"), hint=N_("14 chiffres"), width=24,
                  reason=N_("Il est sur votre avis de situation de l'Insee. Chorus Pro vous "
                            "reconnaît à ce numéro.")),
            Field(key="name", label=N_("Nom"), hint=N_("Camille Durand"),
                  reason=N_("Vos prénom et nom, ou le nom de la société, comme à l'Insee.")),
            Field(key="legal_form", label=N_("Forme de l'entreprise"), kind=Kind.CHOICE),
            Field(key="capital", label=N_("Capital social"), hint=N_("1 000 €"), width=24,
                  reason=N_("La loi veut le capital d'une société sur ses factures."),
                  shown=_of_company),
            Field(key="street", label=N_("Adresse"), hint=N_("3 rue des Lilas")),
            Field(key="postcode", label=N_("Code postal"), hint="35000", width=14),
            Field(key="city", label=N_("Ville"), hint=N_("Rennes"), beside=True),
        ),
    ),
    Section(
        title=N_("Votre TVA"),
        intro=N_("Votre réponse donne la TVA de chaque ligne et la phrase que la loi veut."),
        fields=(
            Field(key="vat_regime", label=N_("Facturez-vous la TVA ?"), kind=Kind.RADIO),
            Field(key="vat_exemption", label=N_("Ce qui vous exonère"), kind=Kind.CHOICE,
                  reason=N_("La loi demande de citer l'article qui exonère."),
                  shown=_under(VatRegime.EXEMPT)),
            Field(key="vat_number", label=N_("Numéro de TVA"), hint=N_("FR suivi de 11 chiffres"),
                  width=24, reason=N_("La loi le veut sur une facture avec TVA ; sans TVA, il est "
                                      "facultatif.")),
            Field(key="vat_on_debits", label=N_("J'ai opté pour la TVA d'après les débits"),
                  kind=Kind.FLAG, shown=_under(VatRegime.NORMAL),
                  reason=N_("Rare : une option demandée au service des impôts. La facture doit "
                            "alors le dire.")),
        ),
    ),
    Section(
        title=N_("Être payé"),
        intro=N_("Les organismes publics paient par virement, sur le compte écrit ici."),
        fields=(
            Field(key="iban", label=N_("IBAN"), hint="FR76 …", width=40,
                  reason=N_("Recopiez-le du relevé d'identité bancaire : sa clé est vérifiée.")),
            Field(key="bic", label=N_("BIC"), hint=N_("facultatif"), beside=True),
        ),
    ),
    Section(
        title=N_("Ce que la loi fait imprimer"),
        intro=N_("Demandé une fois, écrit sur chaque facture."),
        fields=(
            Field(key="register", label=N_("Immatriculation"), hint=N_("RCS Rennes, ou RNE"),
                  reason=N_("Le registre qui vous connaît et sa ville : RCS pour les commerçants "
                            "et les sociétés, RNE pour les artisans."), may_not_apply=True),
            Field(key="insurance", label=N_("Assurance professionnelle"), kind=Kind.LONG,
                  hint=N_("Assureur, son adresse, territoire couvert"),
                  reason=N_("Demandée aux métiers qui doivent être assurés, le bâtiment surtout "
                            "(décennale)."), may_not_apply=True),
            Field(key="mentions", label=N_("Autres mentions"), kind=Kind.LONG,
                  hint=N_("Une par ligne ; facultatif"),
                  reason=N_("Par exemple : « Membre d'une association agréée, le règlement par "
                            "chèque est accepté. »")),
        ),
    ),
    Section(
        title=N_("Vous joindre"),
        intro=N_("Imprimé sur la facture : l'organisme vous écrit quand quelque chose manque."),
        fields=(
            Field(key="email", label=N_("Courriel"), hint=N_("facultatif")),
            Field(key="phone", label=N_("Téléphone"), hint=N_("facultatif"), beside=True),
        ),
    ),
    Section(
        title=N_("Numéros de vos factures"),
        intro=N_("La loi veut une suite sans trou : chaque numéro est donné à l'émission."),
        fields=(
            Field(key="series", label=N_("Les numéros ressemblent à"), kind=Kind.CHOICE, width=28),
            Field(key="series_own", label=N_("Votre modèle"), hint="{year}-{number:04}",
                  reason=N_("{year} donne l'année, {year:2} ses deux derniers chiffres, "
                            "{number:04} le rang sur quatre chiffres."),
                  shown=lambda values: values["series"] == OWN),
            Field(key="next_number", label=N_("Commencer au rang"), hint=N_("facultatif"), width=24,
                  reason=N_("Seulement si vous changez de programme en cours d'année : le rang qui "
                            "suit celui de votre dernière facture.")),
        ),
    ),
    Section(
        title=N_("Votre logo"),
        intro=N_("Facultatif, en haut de la facture."),
        fields=(
            Field(key="logo", label=N_("Logo"), kind=Kind.LOGO,
                  reason=N_("Une image PNG ou JPEG de 5 Mo au plus.")),
        ),
    ),
    Section(
        title=N_("Réglages avancés"),
        intro=N_("À laisser ainsi, sauf si l'on vous a dit le contraire."),
        advanced=True,
        fields=(
            Field(key="circuit", label=N_("Chemin de vos factures"), kind=Kind.CHOICE,
                  reason=N_("Il change les contrôles et le format des fichiers.")),
            Field(key="country", label=N_("Pays"), hint="FR", width=14,
                  reason=N_("Son code à deux lettres ; FR pour la France.")),
        ),
    ),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {field.key: field for section in SECTIONS for field in section.fields}
