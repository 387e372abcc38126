"""Teams to change, and the form in which one is made."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock, Option
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.cadence import Plan, Rhythm
from bot.rules.person import Person
from bot.rules.refusal import Rejected
from bot.rules.team import GROUP, MANAGER, NAME, REPS, Setup
from bot.views import cadence, country, settings
from bot.views.blocks import PLAIN_TEXT_LENGTH, actions, button, clipped, context, escaped, plain, rendered, section
from bot.views.fields import (
    Fields,
    channel,
    labelled,
    line_field,
    one_of_the_people,
    people,
    searched,
    select,
)
from bot.views.refusal import sentence

OPEN, NEW, CHANGE, CHECK, DISSOLVE = "teams_open", "team_new", "team_change", "team_check", "team_dissolve"
FORM, CHOICE, COUNTRY_SEARCH, GROUP_SEARCH = "team_form", "team_choice", "team_country", "team_group"
CHANNEL, COUNTRY, LANGUAGE = "channel", "country", "language"
LANGUAGES = ("en-GB", "en-US", "fr-FR")
MOST = 30  # teams, each in up to three blocks
KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata")


@dataclass(frozen=True)
class Chosen:
    """What somebody has chosen in the form; people, the user group and the channel are Slack ids."""

    team_id: int | None
    name: str
    manager: str | None
    reps: tuple[str, ...]
    group: str | None
    channel: str
    country: str
    locale: str
    rhythm: Rhythm


def listed(teams: Sequence[Setup], reader: Person, t: Translator) -> dict[str, Any]:
    """Return the teams that somebody may change, and what they may do with each."""
    blocks: list[Block] = []
    if reader.makes_teams:
        blocks.append(actions([button(t("New team"), NEW, "new", style="primary"), settings.open_button(t)]))
    if not teams:
        blocks.append(section(t("There is no team yet. Make the first one: it takes three minutes.")))
    for one in teams[:MOST]:
        blocks += [DividerBlock(), section(_described(one, t)), actions(_buttons(one, reader, t))]
    if (more_teams := len(teams) - MOST) > 0:
        blocks.append(context(t.plural("and {n} more team", "and {n} more teams", more_teams)))
    metadata = json.dumps({"locale": t.tag})
    view = View(
        type="modal", title=plain(t("Teams")), close=plain(t("Close")), blocks=blocks, private_metadata=metadata
    )
    return view.to_dict()


def form(setup: Setup, plan: Plan, reader: Person, t: Translator) -> dict[str, Any]:
    """Return the form of a team, filled in, with the dates that come of its rhythm, to somebody who may change it."""
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("New team") if setup.id is None else t("Team")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "team": setup.id}),
        blocks=[
            *_who(setup, reader, t),
            *_where(setup, t),
            *cadence.rhythm_fields(setup.rhythm, t("local time of each rep"), CHOICE, t),
            DividerBlock(),
            *cadence.dates(plan, reader.zone, t),
        ],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> Chosen:
    """Read a team back, or raise Rejected for a field that is empty."""
    fields = Fields(view)
    return Chosen(
        team_id=json.loads(view["private_metadata"])["team"],
        name=fields.text(NAME),
        manager=fields.person(MANAGER) if fields.has(MANAGER) else None,
        reps=fields.people(REPS),
        group=fields.found(GROUP),
        channel=fields.channel(CHANNEL),
        country=fields.text(COUNTRY),
        locale=fields.choice(LANGUAGE),
        rhythm=cadence.read_form(view),
    )


def read_country(view: dict[str, Any]) -> str:
    """Return the country chosen so far."""
    return Fields(view).found(COUNTRY) or ""


def with_dates(view: dict[str, Any], plan: Plan, reader: Person, t: Translator) -> dict[str, Any]:
    """Return the open form with other dates; its fields are the same, so Slack keeps what was chosen in them."""
    return _with(view, cadence.dates(plan, reader.zone, t))


def with_refusal(view: dict[str, Any], refusal: Rejected, t: Translator) -> dict[str, Any]:
    """Return the open form with what is wrong in the place of the dates."""
    return _with(view, [section(f":warning: {sentence(refusal, t)}")])


def groups(found: Iterable[tuple[str, str, str]], query: str) -> list[Option]:
    """Return the user groups (id, handle, name) in whose name or handle somebody has typed."""
    shown = {key: f"@{handle}  ·  {name}" for key, handle, name in found}
    wanted = query.lower().removeprefix("@")
    return [
        Option(value=key, text=plain(text, PLAIN_TEXT_LENGTH)) for key, text in shown.items() if wanted in text.lower()
    ][: country.MOST]


def open_button(t: Translator) -> ButtonElement:
    return button(t("Teams"), OPEN, "teams")


def _who(setup: Setup, reader: Person, t: Translator) -> Iterator[Block]:
    yield line_field(NAME, t("Name"), initial=setup.name, placeholder=t("For example: Sales North"), optional=False)
    manager = setup.manager
    if reader.makes_teams:
        hint = t("Leads the team and talks with each rep.")
        yield labelled(
            MANAGER, t("Manager"), one_of_the_people("person", manager.slack_id if manager else None), hint=hint
        )
    reps = [one.slack_id for one in setup.reps]
    yield labelled(REPS, t("Reps"), people("people", reps), hint=t("Each is told who added them."), optional=True)
    yield labelled(
        GROUP,
        t("Add a user group"),
        searched(GROUP_SEARCH, t("Everybody in a group, such as @sales")),
        hint=t("Whoever is in it now becomes a rep; the manager does not."),
        optional=True,
    )


def _where(setup: Setup, t: Translator) -> Iterator[Block]:
    languages = {tag: t.language(tag) for tag in (*LANGUAGES, setup.locale)}
    spoken = next((tag for tag in LANGUAGES if tag == setup.locale), None) or _nearest(setup.locale)
    yield labelled(
        CHANNEL,
        t("The team’s channel"),
        channel("channel", setup.channel),
        hint=t("Tandem posts the digest and the retrospective there."),
    )
    yield labelled(
        LANGUAGE,
        t("Language of the channel"),
        select("language", {tag: languages[tag] for tag in LANGUAGES}, initial=spoken),
    )
    yield labelled(
        COUNTRY,
        t("Country"),
        searched(COUNTRY_SEARCH, t("Type a country or a region"), country.option(setup.country, t)),
        hint=t("Whose public holidays the reps have. Some regions have their own: FR-57 Moselle."),
    )


def _nearest(tag: str) -> str:
    return next((one for one in LANGUAGES if one[:2] == tag[:2]), LANGUAGES[0])


def _described(one: Setup, t: Translator) -> str:
    manager = escaped(one.manager.name) if one.manager else ":warning: " + t("no manager")
    reps = t.plural("{n} rep", "{n} reps", len(one.reps))
    return f"*{escaped(clipped(one.name, PLAIN_TEXT_LENGTH))}*\n{manager}  ·  {reps}  ·  <#{one.channel}>"


def _buttons(one: Setup, reader: Person, t: Translator) -> list[ButtonElement]:
    found = [button(t("Change"), CHANGE, one.id), button(t("Check"), CHECK, one.id)]
    if reader.makes_teams:
        dissolve = button(t("Dissolve"), DISSOLVE, one.id, style="danger")
        dissolve.confirm = ConfirmObject(
            title=plain(t("Dissolve the team?"), 100),
            text=plain(
                t("Its check-ins and digests stop, and everybody is told. What was written stays readable."), 300
            ),
            confirm=plain(t("Dissolve"), 30),
            deny=plain(t("Cancel"), 30),
            style="danger",
        )
        found.append(dissolve)
    return found


def _with(view: dict[str, Any], dates: list[Block]) -> dict[str, Any]:
    end_of_fields = [block["type"] for block in view["blocks"]].index(DividerBlock.type) + 1
    return {name: view[name] for name in KEPT} | {"blocks": [*view["blocks"][:end_of_fields], *rendered(dates)]}
