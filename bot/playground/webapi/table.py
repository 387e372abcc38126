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
ANYONE = ()
EITHER = ("bot", "user")


@dataclass(frozen=True)
class Method:
    handler: Handler
    scopes: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ("bot",)  # the kinds that it takes


METHODS: dict[str, Method] = {
    "api.test": Method(general.api_test, tokens=ANYONE),
    "apps.connections.open": Method(general.apps_connections_open, tokens=("app",)),
    "apps.uninstall": Method(oauth.apps_uninstall),
    "auth.revoke": Method(oauth.auth_revoke, tokens=EITHER),
    "auth.test": Method(general.auth_test, tokens=EITHER),
    "blocks.validate": Method(blocks.blocks_validate, tokens=ANYONE),
    "bookmarks.add": Method(bookmarks.bookmarks_add, ("bookmarks:write",)),
    "bots.info": Method(general.bots_info, ("users:read",), tokens=EITHER),
    "chat.delete": Method(chat.chat_delete, ("chat:write",)),
    "chat.deleteScheduledMessage": Method(scheduling.chat_delete_scheduled_message, ("chat:write",)),
    "chat.getPermalink": Method(chat.chat_get_permalink, tokens=EITHER),
    "chat.postEphemeral": Method(chat.chat_post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.chat_post_message, ("chat:write",)),
    "chat.scheduleMessage": Method(scheduling.chat_schedule_message, ("chat:write",)),
    "chat.scheduledMessages.list": Method(scheduling.chat_scheduled_messages_list),
    "chat.update": Method(chat.chat_update, ("chat:write",)),
    "conversations.create": Method(conversations.conversations_create, (*OPEN, "channels:write")),
    "conversations.history": Method(conversations.conversations_history, HISTORY, tokens=EITHER),
    "conversations.info": Method(conversations.conversations_info, READ, tokens=EITHER),
    "conversations.invite": Method(
        conversations.conversations_invite, (*OPEN, "channels:write.invites", "groups:write.invites")
    ),
    "conversations.join": Method(conversations.conversations_join, ("channels:join",)),
    "conversations.list": Method(conversations.conversations_list, READ, tokens=EITHER),
    "conversations.members": Method(conversations.conversations_members, READ, tokens=EITHER),
    "conversations.open": Method(conversations.conversations_open, OPEN),
    "conversations.replies": Method(conversations.conversations_replies, HISTORY, tokens=EITHER),
    "dnd.info": Method(dnd.dnd_info, ("dnd:read",), tokens=EITHER),
    "dnd.teamInfo": Method(dnd.dnd_team_info, ("dnd:read",), tokens=EITHER),
    "files.completeUploadExternal": Method(files.files_complete_upload_external, ("files:write",)),
    "files.delete": Method(files.files_delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.files_get_upload_url_external, ("files:write",)),
    "files.info": Method(files.files_info, ("files:read",)),
    "oauth.v2.access": Method(oauth.oauth_v2_access, tokens=ANYONE),
    "pins.add": Method(pins.pins_add, ("pins:write",)),
    "pins.list": Method(pins.pins_list, ("pins:read",), tokens=EITHER),
    "pins.remove": Method(pins.pins_remove, ("pins:write",)),
    "reactions.add": Method(reactions.reactions_add, ("reactions:write",), tokens=EITHER),
    "reactions.get": Method(reactions.reactions_get, ("reactions:read",), tokens=EITHER),
    "reactions.remove": Method(reactions.reactions_remove, ("reactions:write",), tokens=EITHER),
    "team.info": Method(general.team_info, ("team:read",), tokens=EITHER),
    "usergroups.list": Method(usergroups.usergroups_list, ("usergroups:read",), tokens=EITHER),
    "usergroups.users.list": Method(usergroups.usergroups_users_list, ("usergroups:read",), tokens=EITHER),
    "users.conversations": Method(users.users_conversations, READ, tokens=EITHER),
    "users.getPresence": Method(users.users_get_presence, ("users:read",), tokens=EITHER),
    "users.info": Method(users.users_info, ("users:read",), tokens=EITHER),
    "users.list": Method(users.users_list, ("users:read",), tokens=EITHER),
    "users.lookupByEmail": Method(users.users_lookup_by_email, ("users:read.email",), tokens=EITHER),
    "users.profile.get": Method(users.users_profile_get, ("users.profile:read",), tokens=EITHER),
    "views.open": Method(views.views_open),
    "views.publish": Method(views.views_publish),
    "views.push": Method(views.views_push),
    "views.update": Method(views.views_update),
}
