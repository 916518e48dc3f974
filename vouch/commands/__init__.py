"""The commands: one module for each kind of work, a function from options to an exit status."""
