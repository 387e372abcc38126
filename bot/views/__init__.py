"""What people see and fill in: Block Kit out, form values back in."""

from bot.views import checks

checks.install()
