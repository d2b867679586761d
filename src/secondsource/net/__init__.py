"""The one part of the package that opens connections: to checked addresses alone."""
