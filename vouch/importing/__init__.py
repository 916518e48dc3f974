"""An article as a desk receives it, made into Markdown and a sidecar of claims to be checked."""
