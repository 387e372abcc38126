"""Every method there is: who answers it, with which token, under which scopes (any one is enough)."""

from dataclasses import dataclass

from bot.playground.webapi import (
    blocks,
    bookmarks,
    chat,
    conversations,
    dnd,
    files,
    general,
    oauth,
    pins,
    reactions,
    scheduling,
    usergroups,
    users,
    views,
)
from bot.playground.webapi.call import Handler

READ = ("channels:read", "groups:read", "mpim:read", "im:read")
HISTORY = ("channels:history", "groups:history", "mpim:history", "im:history")
OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")
ANYONE = None


@dataclass(frozen=True)
class Method:
    handler: Handler
    scopes: tuple[str, ...] = ()
    token: str | None = "bot"  # noqa: S105 - a kind of token


METHODS: dict[str, Method] = {
    "api.test": Method(general.api_test, token=ANYONE),
    "apps.connections.open": Method(general.apps_connections_open, token="app"),  # noqa: S106 - a kind of token
    "apps.uninstall": Method(oauth.apps_uninstall),
    "auth.revoke": Method(oauth.auth_revoke),
    "auth.test": Method(general.auth_test),
    "blocks.validate": Method(blocks.blocks_validate, token=ANYONE),
    "bookmarks.add": Method(bookmarks.bookmarks_add, ("bookmarks:write",)),
    "bots.info": Method(general.bots_info, ("users:read",)),
    "chat.delete": Method(chat.chat_delete, ("chat:write",)),
    "chat.deleteScheduledMessage": Method(scheduling.chat_delete_scheduled_message, ("chat:write",)),
    "chat.getPermalink": Method(chat.chat_get_permalink),
    "chat.postEphemeral": Method(chat.chat_post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.chat_post_message, ("chat:write",)),
    "chat.scheduleMessage": Method(scheduling.chat_schedule_message, ("chat:write",)),
    "chat.scheduledMessages.list": Method(scheduling.chat_scheduled_messages_list),
    "chat.update": Method(chat.chat_update, ("chat:write",)),
    "conversations.create": Method(conversations.conversations_create, (*OPEN, "channels:write")),
    "conversations.history": Method(conversations.conversations_history, HISTORY),
    "conversations.info": Method(conversations.conversations_info, READ),
    "conversations.invite": Method(
        conversations.conversations_invite, (*OPEN, "channels:write.invites", "groups:write.invites")
    ),
    "conversations.join": Method(conversations.conversations_join, ("channels:join",)),
    "conversations.list": Method(conversations.conversations_list, READ),
    "conversations.members": Method(conversations.conversations_members, READ),
    "conversations.open": Method(conversations.conversations_open, OPEN),
    "conversations.replies": Method(conversations.conversations_replies, HISTORY),
    "dnd.info": Method(dnd.dnd_info, ("dnd:read",)),
    "dnd.teamInfo": Method(dnd.dnd_team_info, ("dnd:read",)),
    "files.completeUploadExternal": Method(files.files_complete_upload_external, ("files:write",)),
    "files.delete": Method(files.files_delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.files_get_upload_url_external, ("files:write",)),
    "files.info": Method(files.files_info, ("files:read",)),
    "oauth.v2.access": Method(oauth.oauth_v2_access, token=ANYONE),
    "pins.add": Method(pins.pins_add, ("pins:write",)),
    "pins.list": Method(pins.pins_list, ("pins:read",)),
    "pins.remove": Method(pins.pins_remove, ("pins:write",)),
    "reactions.add": Method(reactions.reactions_add, ("reactions:write",)),
    "reactions.get": Method(reactions.reactions_get, ("reactions:read",)),
    "reactions.remove": Method(reactions.reactions_remove, ("reactions:write",)),
    "team.info": Method(general.team_info, ("team:read",)),
    "usergroups.list": Method(usergroups.usergroups_list, ("usergroups:read",)),
    "usergroups.users.list": Method(usergroups.usergroups_users_list, ("usergroups:read",)),
    "users.conversations": Method(users.users_conversations, READ),
    "users.getPresence": Method(users.users_get_presence, ("users:read",)),
    "users.info": Method(users.users_info, ("users:read",)),
    "users.list": Method(users.users_list, ("users:read",)),
    "users.lookupByEmail": Method(users.users_lookup_by_email, ("users:read.email",)),
    "users.profile.get": Method(users.users_profile_get, ("users.profile:read",)),
    "views.open": Method(views.views_open),
    "views.publish": Method(views.views_publish),
    "views.push": Method(views.views_push),
    "views.update": Method(views.views_update),
}
