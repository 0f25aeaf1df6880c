"""What is wrong in the form of the business, or will lack later: one sentence a field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import (
    Problem,
    compact,
    parse_iban,
    parse_siret,
    parse_vat_number,
)
from chorus_desk.domain.party import VatRegime
from chorus_desk.domain.series import Series
from chorus_desk.presenters.business.fields import FIELDS, Field, Values
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.errors import error_sentence

_WITHOUT_KEY = {
    "bad-series": "series", "logo-too-large": "logo", "logo-unreadable": "logo",
    "file-missing": "logo",
}  # fmt: skip
"""Errors that name no key, and the field they are about."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a field; only an error keeps the form from being saved."""

    text: str
    error: bool = True


def remarks(values: Values, language: str) -> dict[str, Remark]:
    """Return what is to be said of the fields shown, by key: errors, and what will lack later."""
    found = {}
    for key, field in FIELDS.items():
        if field.shown(values) and (remark := _remark(field, values)) is not None:
            text, error, params = remark
            found[key] = Remark(say(text, language, **params), error)
    return found


def error_remark(error: UserError, language: str) -> tuple[str, str] | None:
    """Return the field that an error of ``set_seller`` is about, and the sentence; None if none."""
    key = str(error.params.get("key", _WITHOUT_KEY.get(error.code, "")))
    if key not in FIELDS:
        return None
    params = {**error.params}
    if "key" in params:
        params["key"] = say(FIELDS[key].label, language)
    return key, error_sentence(UserError(error.code, exit_code=error.exit_code, **params), language)


_Found = tuple[str, bool, dict[str, str]]
_MISSING = {
    "siret": N_("Écrivez votre SIRET : les factures à l'État ne passent pas sans lui."),
    "name": N_("Écrivez votre nom : il est en tête de la facture."),
    "street": N_("Écrivez votre adresse : la loi la veut sur la facture."),
    "postcode": N_("Écrivez le code postal."),
    "city": N_("Écrivez la ville."),
    "vat_regime": N_("Choisissez une réponse : elle décide de la TVA de vos factures."),
    "vat_exemption": N_("Choisissez ce qui vous exonère."),
    "vat_number": N_("Écrivez votre numéro de TVA : la loi le veut sur une facture avec TVA."),
}
_LACKING = {
    "iban": N_("Sans IBAN, une facture à payer par virement ne peut pas être émise."),
    "capital": N_("Sans le capital, vos factures porteront un avertissement."),
    "register": N_("Écrivez-la, ou cochez « Je ne suis pas concerné »."),
    "insurance": N_("Écrivez-la, ou cochez « Je ne suis pas concerné »."),
}
"""What may be empty, and what comes of it."""
_SIRET = {
    "length": N_("Un SIRET a 14 chiffres ; celui-ci en a {count}."),
    "characters": N_("Un SIRET n'a que des chiffres."),
    "checksum": N_("Ce SIRET n'existe pas : un chiffre est mal recopié."),
}
_VAT_NUMBER = {
    "length": N_("Un numéro de TVA français a FR et 11 chiffres."),
    "characters": N_("Un numéro de TVA commence par les deux lettres du pays, comme FR."),
    "checksum": N_("Ce numéro de TVA n'existe pas : un chiffre est mal recopié."),
}
_IBAN = {
    "length": N_("Cet IBAN n'a pas la bonne longueur : il manque ou il y a un caractère de trop."),
    "characters": N_("Un IBAN commence par deux lettres, puis des chiffres et des lettres."),
    "country": N_("Un IBAN commence par les deux lettres d'un pays, comme FR."),
    "checksum": N_("Cet IBAN est faux : un caractère est mal recopié."),
}
_SERIES = {
    "number": N_("Le modèle doit contenir {number} une fois : c'est le rang de la facture."),
    "characters": N_("Des lettres sans accent, des chiffres et - + _ / seulement, sans espace."),
    "length": N_("Ces numéros dépasseraient vingt caractères, le maximum de Chorus Pro."),
    "date": N_("Ces numéros ressembleraient à des dates : Chorus Pro les refuse."),
}
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_MOST_DIGITS = 10
_FRENCH_IBAN = 27


def _remark(field: Field, values: Values) -> _Found | None:
    text = values[field.key].strip()
    if field.may_not_apply and values[field.none_key]:
        return None
    if not text:
        return _empty(field.key, values)
    check = _CHECKS.get(field.key)
    return check(text, values) if check else None


def _empty(key: str, values: Values) -> _Found | None:
    if key == "vat_number" and values["vat_regime"] != VatRegime.NORMAL:
        return None
    if key == "series_own":
        return _wrong(_SERIES["number"])
    if key in _MISSING:
        return _wrong(_MISSING[key])
    return (_LACKING[key], False, {}) if key in _LACKING else None


def _wrong(text: str, **params: str) -> _Found:
    return text, True, params


def _siret(text: str, _values: Values) -> _Found | None:
    parsed = parse_siret(text)
    if not isinstance(parsed, Problem):
        return None
    digits = compact(text)
    if parsed.reason == "length" and digits.isdecimal():
        return _wrong(_SIRET["length"], count=str(len(digits)))
    return _wrong(_SIRET["checksum" if parsed.reason == "checksum" else "characters"])


def _vat_number(text: str, values: Values) -> _Found | None:
    parsed = parse_vat_number(text)
    if isinstance(parsed, Problem):
        return _wrong(_VAT_NUMBER.get(parsed.reason, _VAT_NUMBER["characters"]))
    siren = siren_of(values)
    if siren and parsed.startswith("FR") and not parsed.endswith(siren):
        return _wrong(N_("Ce numéro de TVA n'est pas celui de votre SIRET : il finit par {siren}."),
                      siren=siren)  # fmt: skip
    return None


def _iban(text: str, _values: Values) -> _Found | None:
    parsed = parse_iban(text)
    if isinstance(parsed, Problem):
        typed = compact(text)
        if typed.startswith("FR") and len(typed) != _FRENCH_IBAN:
            return _wrong(N_("Un IBAN français a 27 caractères ; celui-ci en a {count}."),
                          count=str(len(typed)))  # fmt: skip
        return _wrong(_IBAN.get(parsed.reason, _IBAN["characters"]))
    return None


def _series_own(text: str, _values: Values) -> _Found | None:
    problem = Series(text).problem()
    return _wrong(_SERIES[problem]) if problem else None


def _next_number(text: str, _values: Values) -> _Found | None:
    if rank_of(text) is not None:
        return None
    return _wrong(N_("Écrivez un nombre entier, par exemple 42."))


def _postcode(text: str, values: Values) -> _Found | None:
    abroad = values["country"].strip().upper() not in ("", "FR")
    if abroad or re.fullmatch(r"\d{5}", compact(text)):
        return None
    return _wrong(N_("Un code postal a cinq chiffres."))


def _shaped(pattern: re.Pattern[str], sentence: str) -> Callable[[str, Values], _Found | None]:
    """Return what checks that a text has a shape."""

    def check(text: str, _values: Values) -> _Found | None:
        return None if pattern.fullmatch(text) or pattern.fullmatch(compact(text)) else (
            _wrong(sentence)
        )  # fmt: skip

    return check


_CHECKS: Mapping[str, Callable[[str, Values], _Found | None]] = {
    "siret": _siret, "vat_number": _vat_number, "iban": _iban, "series_own": _series_own,
    "next_number": _next_number, "postcode": _postcode,
    "bic": _shaped(_BIC, N_("Un BIC a 8 ou 11 lettres et chiffres, comme AGRIFRPP.")),
    "email": _shaped(_EMAIL, N_("Un courriel s'écrit comme nom@exemple.fr.")),
    "country": _shaped(re.compile(r"[A-Za-z]{2}"), N_("Deux lettres, comme FR.")),
}  # fmt: skip


def siren_of(values: Values) -> str | None:
    """Return the SIREN of the SIRET typed, None while that is wrong."""
    parsed = parse_siret(values["siret"])
    return None if isinstance(parsed, Problem) else parsed.siren


def rank_of(text: str) -> int | None:
    """Return the rank that a text says, None where it says none that can be."""
    if not (text.isdecimal() and text.isascii() and len(text) < _MOST_DIGITS):
        return None
    return int(text) or None
