"""What mentions come from: one file a source."""
