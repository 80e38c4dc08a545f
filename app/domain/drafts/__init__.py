"""A lab while it is being prepared: a plan that may still lack anything, with every edition it ever had."""
