"""What the Web API tells of people: addresses, profiles, presence, groups, and when they want quiet."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Workspace
from tests.playground.refusals import code, refusal


@pytest.mark.parametrize("address", ["tom@acme.test", "Tom@Acme.test"])
async def test_a_person_is_found_by_their_address(client: AsyncWebClient, address: str) -> None:
    found = await client.users_lookupByEmail(email=address)
    assert (found["user"]["id"], found["user"]["profile"]["email"]) == ("U0TOM", "tom@acme.test")
    assert "locale" not in found["user"]


async def test_nobody_is_found_by_an_address_that_is_unknown_or_of_somebody_who_left(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    assert await code(client.users_lookupByEmail(email="lea@acme.test")) == "users_not_found"
    workspace.change_person("U0TOM", deleted=True)
    assert await code(client.users_lookupByEmail(email="tom@acme.test")) == "users_not_found"


async def test_a_profile_is_given_by_itself(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.change_person("U0LEA", status_text="On holiday", status_emoji=":palm_tree:")
    profile = (await client.users_profile_get(user="U0LEA"))["profile"]
    assert (profile["status_text"], profile["first_name"], profile["last_name"]) == ("On holiday", "Léa", "Moreau")
    assert (await client.users_profile_get())["profile"]["bot_id"] == workspace.bot_id
    assert await code(client.users_profile_get(user="U0NOBODY")) == "user_not_found"


async def test_presence_is_active_until_somebody_goes_away(client: AsyncWebClient, workspace: Workspace) -> None:
    assert (await client.users_getPresence(user="U0LEA"))["presence"] == "active"
    workspace.set_presence("U0LEA", "away")
    assert (await client.users_getPresence(user="U0LEA"))["presence"] == "away"
    assert await code(client.users_getPresence(user="U0NOBODY")) == "invalid_arguments"


async def test_groups_are_listed_with_as_much_as_is_asked_for(client: AsyncWebClient) -> None:
    [reps] = (await client.usergroups_list())["usergroups"]
    assert (reps["handle"], "users" in reps, "user_count" in reps) == ("reps", False, False)
    listed = await client.usergroups_list(include_users=True, include_count=True, include_disabled=True)
    assert [(one["handle"], one["users"], one["user_count"]) for one in listed["usergroups"]] == [
        ("reps", ["U0LEA", "U0TOM"], 2),
        ("old", ["U0TOM"], 1),
    ]
    assert listed["usergroups"][1]["date_delete"] > 0


@pytest.mark.parametrize(
    ("asked", "users"),
    [
        ({"usergroup": "S0REPS"}, ["U0LEA", "U0TOM"]),
        ({"usergroup": "S0OLD", "include_disabled": True}, ["U0TOM"]),
        ({"usergroup": "S0OLD"}, "no_such_subteam"),
        ({"usergroup": "S0NOBODY"}, "no_such_subteam"),
    ],
)
async def test_the_people_of_a_group_are_listed(client: AsyncWebClient, asked: dict[str, Any], users: Any) -> None:
    if isinstance(users, str):
        assert await code(client.usergroups_users_list(**asked)) == users
    else:
        assert (await client.usergroups_users_list(**asked))["users"] == users


async def test_quiet_hours_are_told_until_they_are_over(client: AsyncWebClient, workspace: Workspace) -> None:
    now = workspace.clock.now()
    workspace.keep_quiet("U0LEA", now + timedelta(hours=1), now + timedelta(hours=9))
    told = await client.dnd_info(user="U0LEA")
    assert told["dnd_enabled"] is True
    assert told["next_dnd_end_ts"] - told["next_dnd_start_ts"] == 8 * 3600
    both = (await client.dnd_teamInfo(users="U0LEA,U0TOM,U0NOBODY"))["users"]
    assert {name: one["dnd_enabled"] for name, one in both.items()} == {"U0LEA": True, "U0TOM": False}
    await workspace.clock.jump(timedelta(hours=9))
    assert (await client.dnd_info(user="U0LEA"))["dnd_enabled"] is False
    assert await code(client.dnd_info(user="U0NOBODY")) == "user_not_found"
    assert await code(client.dnd_teamInfo(users=",")) == "no_users_provided"


class TestWithoutTheScope:
    """An app whose manifest does not ask for people's addresses."""

    @pytest.fixture
    def manifest(self, manifest: dict[str, Any]) -> dict[str, Any]:
        manifest["oauth_config"]["scopes"]["bot"] = ["users:read"]
        return manifest

    async def test_addresses_are_hidden_and_not_searched(self, client: AsyncWebClient) -> None:
        assert "email" not in (await client.users_info(user="U0TOM"))["user"]["profile"]
        assert (await refusal(client.users_lookupByEmail(email="tom@acme.test")))["needed"] == "users:read.email"
