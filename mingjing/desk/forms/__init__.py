"""Forms: what is typed becomes values, and problems become words beside their fields. Nothing is decided here."""
