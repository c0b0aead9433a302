"use strict";

// The page around a brief's pages: it shows what the preview tells it of, and keeps the place that was being read.

const get = (id) => document.getElementById(id);
const ZOOMS = [50, 75, 100, 125, 150, 200, 300];
const WIDEST = 1100; // pixels that a page of the PDF has at 100 %
const CALLED = { faults: ["fault", "faults"], warnings: ["warning", "warnings"], questions: ["open question", "open questions"] };
const still = matchMedia("(prefers-reduced-motion: reduce)");

const kept = (key, fallback) => {
  try { return localStorage.getItem(`statbrief-${key}`) ?? fallback; } catch { return fallback; }
};
const keep = (key, value) => {
  try { localStorage.setItem(`statbrief-${key}`, value); } catch { /* a browser that keeps nothing */ }
};
const count = (number, kind) => `${number} ${CALLED[kind][number === 1 ? 0 : 1]}`;
const say = (text) => { get("news").textContent = text; };
const shownAt = (what, number) => {
  document.body.dataset[`${what}Shown`] = number;
  document.body.dataset[`${what}ShownAt`] = performance.timeOrigin + performance.now();
};

let state = null;

// Who loads this page again is led back to where they were.
const placeBefore = (() => {
  try { return JSON.parse(sessionStorage.getItem("statbrief-place")) ?? {}; } catch { return {}; }
})();
addEventListener("pagehide", () => {
  const place = { page: frame?.contentWindow.scrollY, print: sheets.scrollTop };
  try { sessionStorage.setItem("statbrief-place", JSON.stringify(place)); } catch { /* a browser that keeps nothing */ }
});

// -- the web page ---------------------------------------------------------------------------------------------------

const frames = document.querySelector(".frames");
let frame = null; // what is shown
let coming = -1; // the save whose page is on its way

// Where the reader was on the old page is where the new one is shown; what has changed lights up.
const takeOver = (old, fresh) => {
  const before = old.contentDocument, now = fresh.contentDocument;
  openAgain(before, now);
  const blocks = blocksOf(before), blocksNow = blocksOf(now), same = common(blocks, blocksNow);
  const { scrollX, scrollY } = old.contentWindow;
  fresh.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  const pair = scrollY > 0 && partner(blocks, blocksNow, readIn(blocks), same);
  if (pair) {
    const [was, is] = [blocks[pair[0]], blocksNow[pair[1]]].map(({ element }) => element.getBoundingClientRect().top);
    fresh.contentWindow.scrollBy({ left: 0, top: is - was, behavior: "instant" });
  }
  if (document.activeElement === old) focusAgain(before, now, fresh.contentWindow);
  const known = new Set(blocks.map(({ key }) => key));
  const changed = blocksNow.slice(same.first, blocksNow.length - same.last).filter(({ key }) => !known.has(key));
  pointAt(changed.map(({ element }) => element), fresh);
};

const seenAtLast = new IntersectionObserver((entries) => {
  if (entries.some(({ isIntersecting }) => isIntersecting)) get("to-change").hidden = true;
});

// What has changed lights up, and where it is out of sight, a button leads to it.
const pointAt = (changed, { contentWindow }) => {
  const button = get("to-change");
  const isSeen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < contentWindow.innerHeight;
  };
  button.hidden = !changed.length || changed.some(isSeen);
  if (!still.matches)
    for (const element of changed)
      element.animate([{ backgroundColor: "rgb(255 196 0 / 0.45)" }, { backgroundColor: "rgb(255 196 0 / 0)" }], 1600);
  seenAtLast.disconnect();
  if (button.hidden) return;
  seenAtLast.observe(changed[0]);
  const isBelow = changed[0].getBoundingClientRect().top > 0;
  button.textContent = isBelow ? "Changed ↓" : "Changed ↑";
  button.setAttribute("aria-label", isBelow ? "Changed further down: go there" : "Changed further up: go there");
  button.onclick = () => {
    changed[0].scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
    button.hidden = true;
  };
};

// Links that leave the page open beside it; the print that it names is the one that is shown here.
const openBeside = (page) => {
  for (const link of page.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (/^(#|data:)/.test(address)) continue;
    if (/^[^:]*\.pdf$/.test(address)) link.href = new URL("latest.pdf", location.href).href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
};

const showPage = async ({ number, time }) => {
  if (number === coming) return;
  coming = number;
  const fresh = document.createElement("iframe");
  fresh.title = "The brief's web page";
  fresh.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
  fresh.className = "coming";
  fresh.src = `page/${number}.html${frame?.contentWindow.location.hash ?? ""}`;
  const loaded = new Promise((resolve) => fresh.addEventListener("load", resolve, { once: true }));
  frames.append(fresh);
  await loaded;
  if (number === coming) await fresh.contentDocument.fonts.ready;
  if (number !== coming) return fresh.remove(); // a newer one is on its way
  openBeside(fresh.contentDocument);
  if (frame) takeOver(frame, fresh);
  else fresh.contentWindow.scrollTo({ left: 0, top: placeBefore.page ?? 0, behavior: "instant" });
  fresh.className = "";
  frames.querySelector(".nothing")?.remove();
  frame?.remove();
  say(frame ? `The web page is as saved at ${time}` : "");
  frame = fresh;
  shownAt("page", number);
};

// -- the PDF ----------------------------------------------------------------------------------------------------------

const sheets = document.querySelector(".sheets");
let zoom = Number(kept("zoom", 100));
let print = null;

const near = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => {
    target.isNear = isIntersecting;
    if (isIntersecting) draw(target);
  }),
  { root: sheets, rootMargin: "50% 0px" },
);

// A sheet's picture, at the size that it is shown in; the last one stays until the new one can take its place.
const draw = async (sheet) => {
  if (!print) return;
  const { number } = print, page = [...sheets.querySelectorAll(".sheet")].indexOf(sheet) + 1;
  const width = Math.ceil((sheet.clientWidth * devicePixelRatio) / 50) * 50;
  const address = `print/${number}/${page}.png?width=${width}`;
  if (!width || sheet.address === address) return;
  sheet.address = address;
  const picture = new Image();
  picture.src = address;
  picture.alt = `Page ${page} of ${print.sizes.length}; the web page has the same text`;
  try { await picture.decode(); } catch { return; }
  if (sheet.address !== address) return;
  sheet.replaceChildren(picture);
  if (sheet === firstSeen()) shownAt("print", number);
};

const firstSeen = () => [...sheets.querySelectorAll(".sheet")].find((each) => each.isNear);

const layOut = () => {
  const room = Math.min(sheets.clientWidth - 24, WIDEST), widest = Math.max(...print.sizes.map(([width]) => width));
  const all = [...sheets.querySelectorAll(".sheet")];
  print.sizes.forEach(([width, height], index) => {
    const { style } = all[index];
    const wide = (room * zoom * width) / widest / 100;
    style.width = `${wide}px`;
    style.height = `${(wide * height) / width}px`;
  });
};

const showPrint = (next) => {
  if (next.number === print?.number) return;
  const isFirst = !print;
  print = next;
  sheets.querySelector(".nothing")?.remove();
  let all = sheets.querySelectorAll(".sheet");
  for (let number = all.length; number < next.sizes.length; number += 1) {
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheets.append(sheet);
    near.observe(sheet);
  }
  all = [...sheets.querySelectorAll(".sheet")];
  all.slice(next.sizes.length).forEach((sheet) => { near.unobserve(sheet); sheet.remove(); });
  layOut();
  if (isFirst) sheets.scrollTop = placeBefore.print ?? 0;
  all.filter((sheet) => sheet.isNear).forEach(draw);
};

// Change the size of what is shown, and keep the place.
const placed = (change) => {
  const { scrollTop, scrollHeight, scrollLeft, scrollWidth } = sheets;
  change();
  sheets.scrollTop = (scrollTop / scrollHeight) * sheets.scrollHeight;
  sheets.scrollLeft = (scrollLeft / scrollWidth) * sheets.scrollWidth;
};

const resize = () => {
  if (!print) return;
  placed(layOut);
  sheets.querySelectorAll(".sheet").forEach((sheet) => sheet.isNear && draw(sheet));
};

const enlarge = (step) => {
  const place = ZOOMS.indexOf(zoom) + step;
  zoom = ZOOMS[Math.min(Math.max(place, 0), ZOOMS.length - 1)];
  keep("zoom", zoom);
  showZoom();
  resize();
};

const showZoom = () => {
  if (!ZOOMS.includes(zoom)) zoom = 100;
  get("size").textContent = `${zoom} %`;
  get("smaller").disabled = zoom === ZOOMS[0];
  get("larger").disabled = zoom === ZOOMS.at(-1);
};

// -- what is wrong ------------------------------------------------------------------------------------------------------

let isListed = false;
let faultsBefore = new Set();

const listItem = ({ place, text, opens }) => {
  const item = document.createElement("li"), at = document.createElement(opens ? "a" : "span");
  at.className = "place";
  at.textContent = place;
  if (opens) {
    at.href = opens;
    at.title = "Open in the editor";
  }
  item.append(at, ` ${text}`);
  return item;
};

const group = (kind, title) => {
  const part = document.createElement("div"), list = document.createElement("ul");
  part.className = kind;
  if (title) {
    const heading = document.createElement("h3");
    heading.textContent = title;
    part.append(heading);
  }
  list.append(...state[kind].map(listItem));
  part.append(list);
  return part;
};

const showList = () => {
  const kinds = Object.keys(CALLED).filter((kind) => state[kind].length);
  const counts = kinds.map((kind) => count(state[kind].length, kind));
  const texts = new Set(state.faults.map(({ place, text }) => `${place} ${text}`));
  const isNew = [...texts].some((text) => !faultsBefore.has(text));
  if (isNew) {
    isListed = true;
    say(`${count(texts.size, "faults")}. ${[...texts][0]}`);
  } else if (faultsBefore.size && !texts.size) {
    isListed = false;
    say("Nothing is wrong any more");
  }
  faultsBefore = texts;
  const button = get("to-list"), list = get("list");
  button.hidden = !kinds.length;
  button.textContent = counts.join(", ");
  list.className = button.className = kinds[0] ?? "";
  const isBehind = state.faults.length && (state.page || state.print);
  get("list-title").textContent = counts.join(", ") + (isBehind ? "; behind is the last good page" : "");
  const drawn = JSON.stringify(kinds.map((kind) => state[kind]));
  if (get("entries").drawn !== drawn) {
    get("entries").drawn = drawn;
    get("entries").replaceChildren(...kinds.map((kind, index) => group(kind, kinds.length > 1 && counts[index])));
  }
  openList(isListed);
};

const openList = (isOpen) => {
  isListed = isOpen;
  get("list").hidden = !isOpen || get("to-list").hidden;
  get("to-list").setAttribute("aria-expanded", String(!get("list").hidden));
};

// -- what is told -------------------------------------------------------------------------------------------------------

const showOf = (pane, picture, step) => {
  const of = get(pane).querySelector(".of"), { newest, making, faults } = state;
  const isOld = picture && picture.number !== newest.number;
  const isMaking = making.includes(step) || making.includes("analysis");
  let text = picture ? `of ${picture.time}` : "";
  if (isOld && isMaking) text += `, making ${newest.time} …`;
  else if (isOld && faults.length) text += ", the last good one";
  of.textContent = text;
  of.classList.toggle("is-old", Boolean(isOld));
  get(pane).querySelector(".nothing")?.replaceChildren(isMaking || !faults.length ? "Being made …" : "There is none yet: something is wrong");
};

const apply = (told) => {
  state = told;
  const { newest, making, faults } = told;
  document.body.classList.remove("is-lost");
  document.body.classList.toggle("is-making", making.length > 0);
  document.body.classList.toggle("is-faulty", faults.length > 0);
  get("name").textContent = told.name;
  document.title = `${faults.length ? `(${faults.length}) ` : ""}${told.name}: preview`;
  const what = newest.kinds.length ? `${newest.kinds.join(", ")} saved at ${newest.time}` : `begun at ${newest.time}`;
  get("state").textContent = making.includes("analysis") ? `${what}; computing figures …` : making.length ? `${what}; making pages …` : what;
  get("to-pdf").hidden = !told.print;
  showOf("page-pane", told.page, "page");
  showOf("print-pane", told.print, "print");
  showList();
  if (told.page) showPage(told.page);
  if (told.print) showPrint(told.print);
};

const lost = (text) => {
  document.body.classList.add("is-lost");
  document.body.classList.remove("is-making");
  get("state").textContent = text;
  say(text);
};

// -- the view -----------------------------------------------------------------------------------------------------------

const showView = (view) => {
  const blocks = frame ? blocksOf(frame.contentDocument) : [];
  const read = blocks[readIn(blocks)]?.element, top = read?.getBoundingClientRect().top;
  const isAtTop = !frame || frame.contentWindow.scrollY === 0;
  document.body.dataset.view = view;
  keep("view", view);
  get("page-pane").inert = view === "print";
  get("print-pane").inert = view === "page";
  if (read && !isAtTop) frame.contentWindow.scrollBy({ left: 0, top: read.getBoundingClientRect().top - top, behavior: "instant" });
  resize();
};

for (const choice of document.querySelectorAll("[name=view]")) choice.addEventListener("change", () => showView(choice.value));
get("smaller").addEventListener("click", () => enlarge(-1));
get("larger").addEventListener("click", () => enlarge(1));
get("to-list").addEventListener("click", () => openList(get("list").hidden));
get("close-list").addEventListener("click", () => { openList(false); get("to-list").focus(); });
get("list").addEventListener("keydown", ({ key }) => { if (key === "Escape") get("close-list").click(); });
addEventListener("resize", resize);

history.replaceState(null, "", location.pathname); // the token has done its work
const first = document.querySelector(`[name=view][value="${kept("view", innerWidth > 900 ? "both" : "page")}"]`) ?? document.querySelector("[name=view]");
first.checked = true;
showView(first.value);
showZoom();

const source = new EventSource("events");
source.addEventListener("message", ({ data }) => apply(JSON.parse(data)));
source.addEventListener("ended", () => { source.close(); lost("The preview has ended"); });
source.addEventListener("error", () => lost(source.readyState === EventSource.CLOSED ? "The preview has ended: start it again, and open its new address" : "No connection; trying again …"));
