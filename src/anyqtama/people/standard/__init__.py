"""The professional standard No. 394/НҚ: reading its official text, and the structure the product ships."""
