"""Who people are, for which organisation they work, and what they may do there."""
