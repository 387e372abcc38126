"""The catalogues: English is the language of the source, every other language has a file of its own."""
