"""The report of a live session: what was decided, why, who saw it otherwise, and what happens next."""
