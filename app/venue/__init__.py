"""What goes out before the day, and what lies on the tables: invitations, calendar entries, the printed pack."""
