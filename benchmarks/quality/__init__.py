"""How good the answers are, on data that nothing was tuned on."""
