-- What is in another language than the brief is marked, so that it is read aloud as what it is: titles of sources that say
-- theirs (`langid` in a bibliography), and what the prose marks itself (`[Buenos días]{lang=es}`).

local languages = {}

local TITLES = { "title", "title-short", "container-title", "container-title-short", "collection-title", "volume-title" }

local function base(tag) return (tag or ""):match "^%a%a%a?%f[%W]" end

-- Of the sources that are cited, those in another language than the document, as its metadata may have them: these go
-- before those of the same key in a bibliography. Nothing else of them changes.
local function foreign(doc, cited)
  local own = base(doc.meta.lang and pandoc.utils.stringify(doc.meta.lang) or "en")
  local found = pandoc.List {}
  for _, reference in ipairs(cited) do
    local lang = base(reference.language and pandoc.utils.stringify(reference.language))
    if lang and lang:lower() ~= own:lower() then
      for _, name in ipairs(TITLES) do
        if reference[name] then
          local attributes = { lang = lang:lower() }
          if FORMAT:match "typst" then attributes = languages.in_typst(attributes) end
          reference[name] = pandoc.Inlines { pandoc.Span(pandoc.Inlines(reference[name]), attributes) }
        end
      end
      found:insert(reference)
    end
  end
  return found
end

-- The document with those sources in its metadata; and all that it cites.
function languages.marked(doc)
  local cited = pandoc.utils.references(doc)
  local references = foreign(doc, cited)
  if #references == 0 then return doc, cited end
  local marked = {}
  for _, each in ipairs(references) do marked[each.id] = true end
  for _, each in ipairs(doc.meta.references or {}) do
    if not marked[pandoc.utils.stringify(each.id or "")] then references:insert(each) end
  end
  doc.meta.references = references
  return doc, cited
end

-- Attributes that pandoc makes Typst's own of.
function languages.in_typst(attributes)
  local lang, region = (attributes.lang or ""):match "^(%a%a%a?)%-?(%a?%a?)$"
  if not lang then return attributes end
  attributes["typst:text:lang"] = ('"%s"'):format(lang:lower())
  attributes["typst:text:region"] = #region == 2 and ('"%s"'):format(region:upper()) or "none"
  return attributes
end

local function printed(element)
  if not element.attributes.lang then return nil end
  element.attributes = languages.in_typst(element.attributes)
  return element
end

-- What print makes of it.
languages.filter = { Span = printed } -- pandoc does the same for a div

return languages
