"""What becomes of a lab afterwards: who does what about its lessons, and what each participant gave to it."""
