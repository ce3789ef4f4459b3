"""Plain data of the platform: commands, states, console and syslog texts, models."""
