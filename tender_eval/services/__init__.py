"""One module per job of a person. The only way anything is changed, and the only way it is read."""
