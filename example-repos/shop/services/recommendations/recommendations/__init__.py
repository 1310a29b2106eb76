"""What goes well with a product, found from the catalogue's products."""
