"""What a person types and reads at a console: parsing, modes, show pages."""
