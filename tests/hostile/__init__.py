"""Input that means harm: words that want to run, forms that break, clocks that step."""
