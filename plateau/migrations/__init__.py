"""The steps by which the tables grow; every step has its way back, and both are tested."""
