"""How good the product is: one module a measure, thresholds in one file, a table as output."""
