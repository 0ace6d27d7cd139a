"""What is known of English, each list once: words, classes, tags, sentences, spelling."""
