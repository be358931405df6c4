"""What is taken away: the report as an accessible PDF."""
