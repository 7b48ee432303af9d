"""Generated from proto/galleon/v1 by scripts/generate-python.sh, except for this file."""
