-- Rows that head others, and cells that reach over columns, in tables that the analysis generated.

local rows = require("generated").filter "rows"

return { { Table = rows.Table } }
