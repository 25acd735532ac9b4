"""Bodies: Markdown as GitHub, Hugo and Obsidian show it, every piece with its place in the file.

Python-Markdown is the parser. Its extension points take what is here: one block processor for
all blocks (`blocks`), inline processors that know where they are (`inline`, `brackets`, `tags`),
and tree processors (`footnotes`, `headings`, `typography`). `converter` puts them together.
"""
