-- Rows that head others, and cells that reach over columns, in tables that the analysis generated.

return { { Table = require("generated").filter("rows").Table } }
