"""Sending mail: over SMTP, or into a folder where the demo shows it."""
