"""Load on the real product from outside: operators and visitors over HTTP and sockets, with a ledger of messages."""
