"""What lasts: the draft file, its history, and the ledger of decisions."""
