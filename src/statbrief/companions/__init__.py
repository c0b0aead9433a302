"""What goes out beside the pages, from the same record: a workbook, a Word document, files of data, pictures."""
