"""From text to suggestions, from decisions to a record of them."""
