"""The pair itself: its units, failover groups, contexts and links, one actor class a file."""
