"""Tandem: the ongoing dialogue about sales objectives between a rep and a manager."""

import zoneinfo

zoneinfo.reset_tzpath(to=())  # time zones come from the pinned tzdata package, the same on every machine
