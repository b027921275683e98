"""The one guarded door to the outside: client, addresses, robots, decoding."""
