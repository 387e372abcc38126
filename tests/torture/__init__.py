"""Real processes of Tandem, killed, stalled and cut off while check-ins are asked for and answered."""
