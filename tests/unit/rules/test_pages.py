"""The pages on rules and refusals are what the program gives, and answer every known message."""

import csv
from pathlib import Path

import pytest
import rule_pages

from chorus_desk.rules.engine import CHECKS
from chorus_desk.wording.catalogue import say
from chorus_desk.wording.sentences import SENTENCES
from tests.conftest import ROOT


@pytest.mark.parametrize("name", rule_pages.PAGES)
def test_page__is_fresh(name: str) -> None:
    committed = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert committed == rule_pages.PAGES[name](), "run python3 dev.py docs"


def test_rules_page__has_every_rule_once() -> None:
    page = rule_pages.rules_page()
    assert all(page.count(f"| `{rule}` |") == 1 for rule in CHECKS)


@pytest.mark.parametrize("rule", CHECKS)
def test_rule__says_when_it_fires_and_speaks_both_languages(rule: str) -> None:
    assert rule_pages.condition(rule)
    french = SENTENCES[rule][0]
    assert french
    assert say(french, "en") != french


def test_refusals__name_rules_that_exist_or_say_why_none_can() -> None:
    for row in rule_pages.refusals():
        rules = [rule for rule in row["rules"].split("|") if rule]
        assert rules or row["remains"], row
        assert set(rules) <= set(SENTENCES), row
        assert len(rules) == len(set(rules)), row


def test_refusals__answer_every_message_of_the_corpus(corpus: Path) -> None:
    rows = rule_pages.refusals()
    with (corpus / "refusals.csv").open(encoding="utf-8", newline="") as file:
        messages = [(row["kind"], row["message"].casefold()) for row in csv.DictReader(file)]
    answers = [
        [row["word"] for row in rows
         if row["kind"] == kind and row["word"].casefold() in message]
        for kind, message in messages
    ]  # fmt: skip
    assert [len(words) for words in answers] == [1] * len(messages), answers
    assert len(rows) == len(messages)
