"""Pure decisions: functions and tables of plain values, with no actor, no clock and no I/O."""
