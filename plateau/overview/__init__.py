"""The dashboard of an organisation: reads every part, is read by none."""
