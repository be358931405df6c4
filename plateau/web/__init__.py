"""The edge that all parts share: database sessions, errors, language, forms and security headers."""
