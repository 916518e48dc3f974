"""`serve`: the site in a browser while it is written, rebuilt and shown with every save.

Nothing of it is part of a built site: what the preview adds to pages it adds while it serves them.
"""
