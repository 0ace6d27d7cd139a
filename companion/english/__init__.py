"""The knowledge of English that all share: words, classes, tags, sentences, spelling."""
