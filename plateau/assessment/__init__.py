"""Where the organisation stands and where it wants to go: rounds, answers, profile, ambition and gaps."""
