"""How pages reach the disk: layouts, assets and publishing."""
