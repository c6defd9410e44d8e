"""PDF and workbook, made from a read-only dossier."""
