"""Who and what the desk pretends: a device, described in one file, and the person who owns it.

`device_model.py` is what a kind of device can do, `person.py` whom Alexa's services tell a skill about, `player.py` the
device's audio player, `purchases.py` what the person has bought inside of the skill, `home.py` a device and its owner.
"""
