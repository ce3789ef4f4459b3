"""Run logs: record, replay and compare them; ASA syslog in and out."""
