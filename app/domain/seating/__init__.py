"""Who sits where: the hall as plain data, proposals, moves, and seats for those who come late."""
