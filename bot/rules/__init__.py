"""Pure rules: what is true of objectives, cadences and check-ins, whatever the database and whatever Slack."""
