"""Values to text: tables, findings, exports."""
