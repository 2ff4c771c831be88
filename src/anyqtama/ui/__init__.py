"""The interface floor: base templates, components, their styles and scripts. It knows nothing of the trade above it."""
