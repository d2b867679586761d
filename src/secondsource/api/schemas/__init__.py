"""What requests hold and answers promise, as models that the OpenAPI is made of.

Answers are written by `codec`, not by these models: a test holds the two together, and both to
`docs/reference/*.schema.json`. What a request holds is refused where it is not as its model says.
"""
