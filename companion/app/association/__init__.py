"""The panes beside a draft: freewriting, partner, duet, critic, threads, conversations."""
