"""Names that mean harm, through every format and back."""
