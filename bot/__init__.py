"""Tandem: the ongoing dialogue about sales objectives between a rep and a manager."""
