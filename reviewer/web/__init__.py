"""Pictures and links over HTTP(S). No widgets."""
