"""Grammar only: engines that propose, and the guard that decides what is mechanical."""
