"""Plain values and rules of a procurement: no input or output, no database, no clock of its own."""
