"""The last touches: pages are finished, and all that the build knew goes inside them."""
