"""The real models behind the abilities. Nothing here is imported before it is needed."""
