"""A rehearsal: simulated participants over real HTTP and websockets. It knows the server only from outside."""
