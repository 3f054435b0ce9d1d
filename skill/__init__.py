"""Back Coach: a voice coach for a sore back after exercise, and the desk to build and test it on.

Four rooms; imports go one way: simulator -> web -> alexa -> guidance.
"""

__version__ = "0.1.0"
