"""What goes out beside the pages, from the same record: a workbook, files of data, key figures, pictures."""
