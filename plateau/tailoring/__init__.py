"""What an organisation corrects in the catalogue for itself; ours stays beside it."""
