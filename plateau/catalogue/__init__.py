"""What the model says: plateaus, areas, instruments, transities and interventions, in two languages."""
