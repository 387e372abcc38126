"""What comes of each row of a file, as a file of its own."""

import re

from bot.i18n import Translator
from bot.rules.importing import Outcome, Plan, Verdict
from bot.views import csv_file
from bot.views.import_preview import named, what, why

ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def name(t: Translator, of: str) -> str:
    return t("preview-{name}", name=re.sub(r"[^\w.-]+", "-", of)[-60:])


def comment(t: Translator) -> str:
    return ":page_facing_up: " + t("The preview, row by row. Nothing is written before you choose *Apply*.")


def content(plan: Plan, t: Translator) -> bytes:
    header = [t("Row"), t("What happens"), t("Owner"), t("Objective"), t("Details")]
    return csv_file.written([header, *(_row(one, t) for one in plan.verdicts)], t)


def _row(verdict: Verdict, t: Translator) -> list[str]:
    details = why(verdict, t) if verdict.outcome is Outcome.REFUSED else _plain("\n".join(what(verdict, t)))
    owner = verdict.owner.name if verdict.owner else ""
    cells = [named(verdict.outcome, t), owner, verdict.title, details]
    return [str(verdict.row), *map(csv_file.text, cells)]


def _plain(mrkdwn: str) -> str:
    """Write what is escaped for a message as it was."""
    return re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], mrkdwn)
