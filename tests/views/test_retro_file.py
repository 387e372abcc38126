"""The file of a retrospective: its name, what it keeps, and that text stays text in it."""

from dataclasses import replace

import pytest

from bot.i18n import translator
from bot.rules.retro import Step
from bot.views import retro_file
from bot.views.markdown import as_text
from tests.factories import LEA, retro, said
from tests.views.showing import spaced
from tests.views.showing_retro import closed

FR, EN = translator("fr-FR"), translator("en-GB")


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ("Ventes Europe", "bilan-2026-ventes-europe.md"),
        ("  Équipe / Nord & Ouest ", "bilan-2026-equipe-nord-ouest.md"),
        ("../../etc", "bilan-2026-etc.md"),
        ("営業", "bilan-2026.md"),
        ("x" * 300, f"bilan-2026-{'x' * 40}.md"),
    ],
)
def test_it_is_named_after_the_year_and_the_team(team: str, name: str) -> None:
    assert retro_file.name(retro(team=team), FR) == name


def test_it_is_named_in_the_channels_language() -> None:
    assert retro_file.name(retro(), EN) == "retrospective-2026-equipe-nord.md"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Les ateliers", "Les ateliers"),
        ("# Titre", r"\# Titre"),
        ("un *deux* _trois_ `quatre`", r"un \*deux\* \_trois\_ \`quatre\`"),
        ("[clic](https://example.com)", r"\[clic\](https://example.com)"),
        ("<script>", r"\<script\>"),
        ("- un\n2. deux\n=====", "\\- un  \n  2\\. deux  \n  \\====="),
        ("a | b", r"a \| b"),
        ("  \n Orion \n\n Vega ", "Orion  \n    \n  Vega"),
    ],
)
def test_what_people_wrote_stays_text(written: str, kept: str) -> None:
    assert as_text(written) == kept


def test_it_keeps_every_step_in_order_with_all_that_was_said() -> None:
    content = spaced(retro_file.content(closed(), FR))

    titles = [line for line in content.splitlines() if line.startswith("#")]
    assert titles == [
        "# Bilan 2026 : Équipe Nord",
        "## Ce qui a marché",
        "## Ce qui nous a motivés",
        "## Ce qui n’a pas marché",
        "## Les solutions",
        "## Le vote",
        "## Les engagements",
        "## Cas mis de côté",
    ]
    assert content.count("Gagné Orion") == 9
    assert "- **Léa Fontaine**, pour le 31 janvier 2027 : Gagné Orion" in content


def test_however_much_was_said_nothing_is_cut() -> None:
    long = tuple(said(key, LEA, f"{key} {'x' * 2000}", step=Step.WORKED) for key in range(100))

    content = retro_file.content(replace(closed(), said=long), FR)

    assert all(f"{key} {'x' * 2000}\n" in content for key in range(100))


def test_silence_is_named() -> None:
    assert retro_file.content(retro(Step.CLOSING), FR).count("Rien n’a été dit.") == 7
