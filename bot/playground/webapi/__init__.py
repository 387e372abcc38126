"""The Web API: Slack's methods over HTTP, one module for each family."""
