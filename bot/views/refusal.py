"""Refusals in words: a sentence for each reason, in its form field or on its own."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.i18n import Translator
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views.blocks import escaped

Sentence = Callable[[Translator, Mapping[str, str]], str]

SENTENCES: Mapping[Reason, Sentence] = {
    Reason.NOT_A_NUMBER: lambda t, said: t("Please write a number, such as {example}.", example=_example(t, said)),
    Reason.AMBIGUOUS_NUMBER: lambda t, said: t(
        "“{written}” can be read in two ways. For thousands, write {plain}.",
        written=said["written"],
        plain=said["plain"],
    ),
    Reason.TOO_LARGE: lambda t, _: t("This is more than Tandem can count: at most a thousand billion."),
    Reason.TOO_PRECISE: lambda t, said: t.plural(
        "At most {n} decimal, please.", "At most {n} decimals, please.", int(said["decimals"])
    ),
    Reason.NEGATIVE: lambda t, _: t("This value cannot be below zero."),
    Reason.WRONG_CURRENCY: lambda t, said: t(
        "This objective is counted in {expected}, not in {written}.",
        expected=t.currency(said["expected"]),
        written=said["written"],
    ),
    Reason.NOT_AN_AMOUNT_OF_MONEY: lambda t, said: t(
        "This objective is not counted in money: please leave out “{written}”.", written=said["written"]
    ),
    Reason.NOT_A_PERCENTAGE: lambda t, _: t("This objective is not a percentage: please leave out “%”."),
    Reason.NOT_WHOLE: lambda t, _: t("Please write a whole number."),
    Reason.EMPTY: lambda t, _: t("Please write at least a sentence."),
    Reason.ALREADY_SENT: lambda t, _: t("Your half is in already; what you sent first stands."),
    Reason.NOT_YOURS: lambda t, _: t("Only the rep and the manager of this check-in can do that."),
    Reason.NO_CHECKIN: lambda t, _: t("You have no check-in yet. It begins once you are in a team in Tandem."),
    Reason.NO_TEAM: lambda t, _: t(
        "You are not in a team in Tandem yet. Whoever runs Tandem in your workspace can add you."
    ),
    Reason.NAME_A_REP: lambda t, _: t("Please name a rep of your team: add `@` and the name."),
    Reason.NOT_A_REP: lambda t, _: t("This person is not a rep in a team in Tandem."),
    Reason.NOT_YOUR_PAIR: lambda t, said: t(
        "Only {rep} and {manager} can do that.", rep=escaped(said["rep"]), manager=escaped(said["manager"])
    ),
    Reason.ONLY_THE_MANAGER: lambda t, said: t(
        "Only {manager}, who leads the team, can do that.", manager=escaped(said["manager"])
    ),
    Reason.NOT_CHOSEN: lambda t, _: t("Please choose one."),
    Reason.NOT_IN_CHANNEL: lambda t, said: t(
        "Invite me to {channel} first: write `/invite @Tandem` there.", channel=f"<#{said['channel']}>"
    ),
    Reason.DIGEST_POSTED: lambda t, _: t(
        "A digest has been posted in the meantime. `/digest` shows what is new since then."
    ),
}


def sentence(refusal: Rejected, t: Translator) -> str:
    """Say why something is refused."""
    return " ".join(said(problem, t) for problem in refusal.problems)


def errors(refusal: Rejected, t: Translator, *, otherwise: str) -> dict[str, str]:
    """Say each problem in its field; one that belongs to no field stands in the field named `otherwise`."""
    return {problem.field or otherwise: said(problem, t) for problem in refusal.problems}


def said(problem: Problem, t: Translator) -> str:
    return SENTENCES[problem.reason](t, problem.details)


def _example(t: Translator, said: Mapping[str, str]) -> str:
    """Write a figure as the reader would: the objective's own target."""
    return t.figure(Decimal(said["example"]))
