-- Tables that stay inside the printed page. What they hold was noted before the brief's own filters made markup of it.

if not FORMAT:match "typst" then return {} end

local fitting = require("generated").filter "fitting"

return { { Table = function(tbl) return fitting.fitted(tbl, true) end } }
