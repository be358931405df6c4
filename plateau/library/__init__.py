"""Looking things up: the catalogue as pages, with search."""
