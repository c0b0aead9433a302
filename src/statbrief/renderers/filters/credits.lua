-- Sources that are named by themselves. Beneath charts and tables they have the day on which they came out, if they say it
-- ("Reuters, July 12, 2022"); before a place in them they are called as a citation calls them, without its parentheses
-- ("Reuters 2022, paragraph 10"). The names are citeproc's, in the brief's own style, so two of one year keep their letters.
-- A style that cites by numbers or in notes goes on doing so.

local credits = {}

local CREDIT, NAMED = "credit", "named-source" -- classes of spans that hold one citation
local MODES = { "NormalCitation", "AuthorInText", "SuppressAuthor" }
local PROBES = "statbrief-credits"
local STYLE = debug.getinfo(1, "S").source:match "^@?(.*)%.lua$":gsub("credits$", "days.csl")
local stringify = pandoc.utils.stringify

local function cite_of(span)
  local only = #span.content == 1 and span.content[1]
  local is_one = span.classes:includes(CREDIT) or span.classes:includes(NAMED)
  return is_one and only and only.t == "Cite" and only or nil
end

-- The keys of the sources that the document names so, among those of `references`.
local function sources_named(doc, references)
  local known, found = {}, pandoc.List {}
  for _, each in ipairs(references) do known[each.id] = true end
  doc:walk {
    Span = function(span)
      local cite = cite_of(span)
      local key = cite and cite.citations[1].id
      if key and known[key] then
        known[key] = false
        found:insert(key)
      end
    end,
  }
  return found
end

local function citing(key, mode) return pandoc.Cite({ pandoc.Str(key) }, { pandoc.Citation(key, mode) }) end

-- A block that cites each of the sources in each way, for citeproc; it goes away again.
local function probes_of(keys)
  local lines = pandoc.Blocks {}
  for _, key in ipairs(keys) do
    for _, mode in ipairs(MODES) do lines:insert(pandoc.Plain { citing(key, mode) }) end
  end
  return pandoc.Div(lines, { id = PROBES })
end

-- When the sources came out, by their keys, in the document's language; nothing of those that say no month.
local function days(keys, references, lang)
  local lines = keys:map(function(key) return pandoc.Plain { citing(key, MODES[1]) } end)
  local meta = pandoc.Meta { references = references, csl = STYLE, lang = lang, ["suppress-bibliography"] = true }
  local found = {}
  for index, line in ipairs(pandoc.utils.citeproc(pandoc.Pandoc(lines, meta)).blocks) do
    local day, year = stringify(line):match "^(.*)|(.*)$"
    if day and day ~= "" and day ~= year then found[keys[index]] = { said = day, year = year } end
  end
  return found
end

-- Inlines without the parentheses around them, and whether there were any.
local function bared(inlines)
  local first, last = inlines[1], inlines[#inlines]
  if #inlines == 0 or first.t ~= "Str" or last.t ~= "Str" then return inlines, false end
  if first.text:sub(1, 1) ~= "(" or last.text:sub(-1) ~= ")" then return inlines, false end
  local bare = pandoc.Inlines(inlines)
  bare[1] = pandoc.Str(first.text:sub(2))
  bare[#bare] = pandoc.Str(bare[#bare].text:sub(1, -2))
  return bare:filter(function(each) return each.t ~= "Str" or each.text ~= "" end), true
end

local function unlinked(inlines)
  return inlines:walk { Link = function(link) return link.content end }
end

-- What stands before the year of a source that is cited in the text.
local function author(in_text, year)
  local name = pandoc.Inlines {}
  for index = 1, #in_text - #year do name:insert(in_text[index]) end
  while #name > 0 and name[#name].t == "Space" do name:remove() end
  return unlinked(name)
end

-- How the style cites one source; nil where it does not do so by author and year.
local function by_year(normal, in_text, suppressed)
  local whole, is_bare = bared(normal)
  if not is_bare or stringify(normal) == stringify(suppressed) then return nil end
  local target
  pandoc.Plain(normal):walk { Link = function(link) target = link.target end }
  return { whole = unlinked(whole), author = author(in_text, suppressed), year = unlinked((bared(suppressed))), target = target }
end

local function said(name, when)
  local text = pandoc.Inlines(name)
  if #name > 0 then text:extend { pandoc.Str ",", pandoc.Space() } end
  text:extend(when)
  return text
end

-- Where two sources of one name came out on one day, each has the letter of its year.
local function lettered(known)
  local times = {}
  for _, each in pairs(known) do
    each.credit = said(each.author, each.day and pandoc.Inlines(each.day.said) or each.year)
    local text = stringify(each.credit)
    times[text] = (times[text] or 0) + 1
  end
  for _, each in pairs(known) do
    local letter = stringify(each.year):match "%d(%l+)$"
    if each.day and letter and times[stringify(each.credit)] > 1 then
      local first, last = each.day.said:find(each.day.year, 1, true)
      local day = each.day.said
      if first then each.credit = said(each.author, pandoc.Inlines(day:sub(1, last) .. letter .. day:sub(last + 1))) end
    end
  end
  return known
end

-- What is known of the sources, once citeproc has set the probes among the blocks.
local function known_of(keys, blocks, references, lang)
  local probes = blocks:find_if(function(each) return each.identifier == PROBES end).content
  local dated, known = days(keys, references, lang), {}
  for index, key in ipairs(keys) do
    local ways = {}
    for place = 1, #MODES do ways[place] = probes[(index - 1) * #MODES + place].content[1].content end
    known[key] = by_year(table.unpack(ways))
    if known[key] then known[key].day = dated[key] end
  end
  return lettered(known)
end

-- What one of the spans says instead.
local function named(span, known)
  local cite = cite_of(span)
  if not cite then return nil end
  local source = known[cite.citations[1].id]
  if not source then return cite end
  local text = span.classes:includes(CREDIT) and source.credit or source.whole
  if source.target then text = pandoc.Inlines { pandoc.Link(text, source.target, "", { role = "doc-biblioref" }) } end
  return pandoc.Span(text, { class = "citation", cites = cite.citations[1].id })
end

-- Inlines in which no second full stop follows a source whose name ends in one: n.d.
local function stopped_once(inlines)
  for index = #inlines - 1, 1, -1 do
    local before, after = inlines[index], inlines[index + 1]
    local is_source = before.t == "Span" and before.attributes.cites and stringify(before):sub(-1) == "."
    if is_source and after.t == "Str" and after.text:sub(1, 1) == "." then
      after.text = after.text:sub(2)
      if after.text == "" then inlines:remove(index + 1) end
    end
  end
  return inlines
end

-- The blocks with all of them named, without the probes.
local function placed(blocks, known)
  return blocks:walk({
    Span = function(span) return named(span, known) end,
    Div = function(div) if div.identifier == PROBES then return {} end end,
  }):walk { Inlines = stopped_once }
end

-- A document with its citations set by citeproc, in its language with its region, which Typst is told apart: their
-- quotation marks are others in Mexico than in Spain.
local function set_by_citeproc(doc)
  local lang, region = doc.meta.lang, stringify(doc.meta.region or "")
  if FORMAT:match "typst" and lang and region ~= "" then doc.meta.lang = stringify(lang) .. "-" .. region end
  doc = pandoc.utils.citeproc(doc)
  doc.meta.lang = lang
  return doc
end

-- The document with its citations set by citeproc, and the sources named. `references` is all that it cites.
function credits.cited(doc, references)
  local keys = sources_named(doc, references)
  if #keys == 0 then return set_by_citeproc(doc) end
  doc.blocks:insert(probes_of(keys))
  doc = set_by_citeproc(doc)
  doc.blocks = placed(doc.blocks, known_of(keys, doc.blocks, references, doc.meta.lang))
  return doc
end

-- The document with the sources named, and listed all the same, where its citations are set later.
function credits.named(doc, references)
  local keys = sources_named(doc, references)
  if #keys == 0 then return doc end
  local meta = pandoc.Meta(doc.meta)
  meta.references, meta.bibliography, meta.nocite = pandoc.List(references), nil, nil
  local all = pandoc.Plain(pandoc.List(references):map(function(each) return citing(each.id, MODES[1]) end))
  local set = pandoc.utils.citeproc(pandoc.Pandoc({ all, probes_of(keys) }, meta))
  doc.blocks = placed(doc.blocks, known_of(keys, set.blocks, references, doc.meta.lang))
  local listed = pandoc.Inlines(doc.meta.nocite or {})
  for _, key in ipairs(keys) do listed:insert(citing(key, MODES[1])) end
  doc.meta.nocite = pandoc.MetaInlines(listed)
  return doc
end

return credits
