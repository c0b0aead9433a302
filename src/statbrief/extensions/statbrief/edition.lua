-- Before Quarto's own filters, so that they work on what a brief has for them:
--
-- - An edition's variables take the place of the brief's own, since Quarto reads one `_variables.yml` for all documents.
-- - The foot of the page gets the mark of its build, and the PDF the brief's date, which a variable may say.
-- - What stands between a number and its caption in print is what the brief says (`title-delim`), as on screen.
-- - A heading's identifier is made of its words alone; Quarto makes its of what stands in for shortcodes, too.
-- - What a release says of itself is part of the text, and its publisher is told at the head.
-- - The text of a web page is its main part.

local generated = require "generated"

-- The values of a YAML file, as metadata are read; nothing when there is no such file.
local function metadata(name)
  local text = generated.read(name)
  return text and pandoc.read("---\n" .. text .. "\n---\n", "markdown").meta or {}
end

local STAND_IN = "b58fc729%-690b%-4000%-b19f%-365a4093b2ff%x+" -- for a shortcode, in Quarto's reader

local function headings()
  local taken = {}
  return function(header)
    local bare, count = header.identifier:gsub(STAND_IN, "")
    if count > 0 then
      bare = bare:gsub("%-+", "-"):gsub("^[%d%-_.]+", ""):gsub("%-$", "")
      if bare == "" then bare = "section" end
    end
    local identifier, copies = bare, 0
    while taken[identifier] do
      copies = copies + 1
      identifier = ("%s-%d"):format(bare, copies)
    end
    taken[identifier] = true
    header.identifier = identifier
    return header
  end
end

-- What Quarto's own Typst does not do, as settings of the document; without a date its PDF would have today's.
local function print_settings(meta, date)
  local year, month, day = (date and pandoc.utils.stringify(date) or "1970-01-01"):match "^(%d+)-(%d+)-(%d+)$"
  quarto.doc.include_text("in-header", ("#set document(date: datetime(year: %d, month: %d, day: %d))"):format(year, month, day))
  quarto.doc.include_text("in-header", generated.shared "fit-table.typ")
  quarto.doc.include_text("in-header", generated.shared "lines.typ")
  local delimiter = meta.crossref and meta.crossref["title-delim"]
  if delimiter then
    local text = pandoc.utils.stringify(delimiter):gsub('[\\"]', "\\%0")
    -- a space that is markup is one with the space that Quarto lets the caption begin with
    quarto.doc.include_text("in-header", ('#set figure.caption(separator: [#("%s") ])'):format(text))
  end
end

-- Markdown for Quarto to read as it reads the document.
local function prose(text)
  return pandoc.Div({}, { qmd = text })
end

local known = pandoc.json.decode(generated.read "release.json" or "{}", false)
local head = known.head
local release = head and generated.filter "release"

local function with_release(doc)
  if not release then return nil end
  if known["main-points"] ~= "" then doc.blocks = release.placed(doc.blocks, prose(known["main-points"])) end
  if known.about ~= "" then doc.blocks:insert(prose(known.about)) end
  doc.meta = release.head(doc.meta, head, quarto.doc.is_format "typst" and "typst" or "html")
  if head.name ~= "" and quarto.doc.is_format "html" then
    local name = release.quoted("html", head.name).text
    quarto.doc.include_text("in-header", '<meta name="dcterms.publisher" content=' .. name .. ">")
  end
  if release.has_style(head) and quarto.doc.is_format "html" then
    quarto.doc.include_text("in-header", release.style(head))
  end
  return doc
end

local function edition(meta)
  if generated.edition then meta["_quarto-vars"] = metadata "variables.yml" end
  local build = metadata "build.yml"
  meta.build, meta["date-meta"] = build.build, build.date
  meta["section-numbering"] = build["section-numbering"] or meta["section-numbering"]
  meta.date = build["said-date"] or meta.date -- Quarto reads a date before it fills in what a variable says there
  if quarto.doc.is_format "typst" then print_settings(meta, build.date or build.made) end
  return meta
end

if quarto.doc.is_format "html" then
  quarto.doc.include_text("before-body", "<main>")
  quarto.doc.include_text("after-body", "</main>")
end

return { { Meta = edition }, { Header = headings() }, { Pandoc = with_release } }
