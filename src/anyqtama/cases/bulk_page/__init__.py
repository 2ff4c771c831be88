"""The pages of registering in bulk: upload, look at every row, all or none; the template to fill."""
