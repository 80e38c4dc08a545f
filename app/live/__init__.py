"""From what happened to what every screen shows."""
