"""明镜: administrative law enforcement, published on time, recorded whole, reviewed before signing."""

__version__ = "0.1.0"
