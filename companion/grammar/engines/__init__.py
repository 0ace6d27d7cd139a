"""Engines that propose corrections: Harper, our own rules, a model. None decides."""
