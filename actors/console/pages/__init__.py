"""The show pages: one file a page, each a function of the board that returns the lines to print."""
