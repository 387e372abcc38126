"""`tandem demo`: a small Slack with a sales team in it, and the real Tandem against it."""

from bot.demo.play import play

__all__ = ["play"]
