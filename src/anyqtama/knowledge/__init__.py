"""What the centre knows: articles, scripts, quick replies."""
