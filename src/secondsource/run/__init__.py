"""Where the work is done: on this machine, one process."""
