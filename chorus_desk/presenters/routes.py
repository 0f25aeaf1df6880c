"""The routes to the State in words: what each gives, where that goes, whom it does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats.bundle import API, FORMS, PLATFORM, PORTAL_BATCH, PORTAL_PDF, ROUTES
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import FORMATS

MOST_NAMED = 6
"""Numbers or files named in one sentence."""


def some_of(numbers: Sequence[str]) -> str:
    """Return the first of some numbers or names, for a sentence."""
    shown = ", ".join(numbers[:MOST_NAMED])
    return f"{shown}…" if len(numbers) > MOST_NAMED else shown


@dataclass(frozen=True, slots=True)
class Route:
    """A way to the State in words: what it gives, where that goes, and where it must not."""

    key: str
    title: str
    gives: str
    goes: str
    never: str


_ROUTES: Mapping[str, Route] = {
    route.key: route
    for route in (
        Route(
            PORTAL_PDF, N_("Je dépose à la main, une facture à la fois"),
            N_("Un PDF simple par facture, que le portail sait lire."),
            N_("Sur le portail, « Factures émises », dépôt d'une facture."),
            N_(
                "Le dossier ne contient que ces PDF simples, aucun Factur-X : "
                "dans le dépôt d'une facture seule, le portail le traiterait autrement."
            ),
        ),
        Route(
            PORTAL_BATCH, N_("J'en dépose plusieurs d'un coup"),
            N_("Une seule archive (factures.tar.gz) avec tous les Factur-X."),
            N_("Sur le portail, « Factures émises », dépôt d'un lot."),
            N_(
                "Pas dans le dépôt d'une facture seule, ni dans « Suivi des flux », "
                "où l'on ne fait que lire le résultat."
            ),
        ),
        Route(
            API, N_("Un logiciel dépose pour moi (API)"),
            N_("Le Factur-X, ou l'archive de plusieurs, avec les valeurs que l'API demande."),
            N_("Au logiciel relié à Chorus Pro (« deposer/flux »)."),
            N_("Rien n'est à déposer sur le portail : la facture y serait deux fois."),
        ),
        Route(
            PLATFORM, N_("Par ma plateforme agréée"),
            N_("Un fichier par facture, dans le format de votre choix, pour la réforme."),
            N_("À votre plateforme agréée, qui le transmet à Chorus Pro."),
            N_("Rien n'est à déposer sur le portail : la facture y serait deux fois."),
        ),
    )
}  # fmt: skip
_STRAYED: Mapping[bool, tuple[str, str]] = {
    False: (
        N_(
            "{numbers} : cette facture est du circuit de la réforme. Elle part par votre "
            "plateforme agréée ; Chorus Pro la refuserait ici."
        ),
        N_(
            "{numbers} : ces factures sont du circuit de la réforme. Elles partent par votre "
            "plateforme agréée ; Chorus Pro les refuserait ici."
        ),
    ),
    True: (
        N_(
            "{numbers} : cette facture est faite pour un dépôt direct sur Chorus Pro ; "
            "une plateforme agréée la refuserait."
        ),
        N_(
            "{numbers} : ces factures sont faites pour un dépôt direct sur Chorus Pro ; "
            "une plateforme agréée les refuserait."
        ),
    ),
}
"""What is said of invoices of the other circuit, by whether the route is the platform's."""
_PLAIN_ONLY = (
    N_(
        "{numbers} : votre page n'a pas pu devenir un Factur-X. Elle ne part que par le dépôt d'un "
        "PDF sur le portail."
    ),
    N_(
        "{numbers} : vos pages n'ont pas pu devenir des Factur-X. Elles ne partent que par le "
        "dépôt d'un PDF sur le portail."
    ),
)
_OF_PAGE = N_("Votre page de la facture {number} : {why}")
_NOTHING = N_("Aucune de ces factures n'est émise : il n'y a rien à déposer.")


@dataclass(frozen=True, slots=True)
class RouteCard:
    """A route as it is offered; ``reason`` says why it cannot be taken, None when it can."""

    key: str
    title: str
    gives: str
    goes: str
    never: str
    reason: str | None


def route_cards(
    items: Sequence[ToDeposit], language: str, *, read_only: bool
) -> tuple[RouteCard, ...]:
    """Return the routes, each with its reason when it does not fit these invoices."""
    return tuple(
        _card(
            _ROUTES[key],
            _refusal(items, key, language, read_only=read_only),
            _leaves(items, key, language),
            language,
        )
        for key in ROUTES
    )


def _card(route: Route, reason: str | None, leaves: str, language: str) -> RouteCard:
    gives = f"{say(route.gives, language)} {leaves}".strip()
    return RouteCard(
        route.key, say(route.title, language), gives,
        say(route.goes, language), say(route.never, language), reason,
    )  # fmt: skip


def _leaves(items: Sequence[ToDeposit], route: str, language: str) -> str:
    """Return which invoices leave with their author's page; empty where all leave with ours."""
    plain = route == PORTAL_PDF
    own = [item.number for item in items if item.own_page and (plain or not item.plain_only)]
    if not own:
        return ""
    text = (
        N_("Avec votre page, telle que vous l'avez faite : {numbers}.")
        if plain
        else N_("Avec votre page, devenue un Factur-X : {numbers}.")
    )
    return say(text, language, numbers=some_of(own))


def page_remarks(items: Sequence[ToDeposit], route: str | None, language: str) -> tuple[str, ...]:
    """Return what the portal's reader would miss on pages that leave as their author made them."""
    if route != PORTAL_PDF:
        return ()
    lines = [
        say(_OF_PAGE, language, number=item.number, why=_advice(finding, language))
        for item in items
        for finding in item.remarks
    ]
    if len(lines) > MOST_NAMED:
        rest = len(lines) - MOST_NAMED
        more = say_count(N_("et {count} autre"), N_("et {count} autres"), rest, language)
        lines = [*lines[:MOST_NAMED], more]
    return tuple(lines)


def _advice(finding: Finding, language: str) -> str:
    return " ".join(text for text in (sentence(finding, language), fix(finding, language)) if text)


def _refusal(
    items: Sequence[ToDeposit], route: str, language: str, *, read_only: bool
) -> str | None:
    if read_only:
        return say(READ_ONLY, language)
    if not items:
        return say(_NOTHING, language)
    platform = route == PLATFORM
    strayed = [item.number for item in items if (item.circuit is Circuit.REFORM) != platform]
    if not strayed:
        return _plain_only(items, route, language)
    return say_count(*_STRAYED[platform], len(strayed), language, numbers=some_of(strayed))


def _plain_only(items: Sequence[ToDeposit], route: str, language: str) -> str | None:
    plain = [item.number for item in items if item.plain_only and route != PORTAL_PDF]
    if not plain:
        return None
    return say_count(*_PLAIN_ONLY, len(plain), language, numbers=some_of(plain))


def usual_route(items: Sequence[ToDeposit]) -> str:
    """Return the route that is chosen at first."""
    if items and all(item.circuit is Circuit.REFORM for item in items):
        return PLATFORM
    one_by_one = len(items) == 1 or any(item.plain_only for item in items)
    return PORTAL_PDF if one_by_one else PORTAL_BATCH


def form_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return the forms that a platform may ask for: key and name."""
    return tuple((form, say(FORMATS[form], language)) for form in FORMS)


def route_title(route: str, language: str) -> str:
    """Return a route in words."""
    return say(_ROUTES[route].title, language)
