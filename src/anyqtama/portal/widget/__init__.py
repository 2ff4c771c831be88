"""One script tag that puts the window on any site, and an invented site to see it on."""
