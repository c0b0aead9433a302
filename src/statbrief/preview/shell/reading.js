"use strict";

// What of a page is being read, and where the same stands in a newer one.

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, caption, tr, pre, summary, svg.chart";
const LINE = 24; // pixels beneath the window's upper edge: what stands there is being read

const textOf = (element) =>
  element.tagName === "svg" ? element.outerHTML : element.textContent.replace(/\s+/g, " ").trim();

// The parts of a page that are seen, in their order, each with what it says.
const blocksOf = (page) =>
  [...page.body.querySelectorAll(BLOCKS)]
    .filter((element) => element.getClientRects().length)
    .map((element) => ({ element, key: `${element.tagName} ${textOf(element)}` }));

// What is being read: the innermost part at the line, else the first one beneath it.
const readIn = (blocks) => {
  let read = -1;
  for (const [index, { element }] of blocks.entries()) {
    const { top, bottom } = element.getBoundingClientRect();
    if (top <= LINE && bottom > 0) read = index;
    else if (top > LINE) return read < 0 ? index : read;
  }
  return read;
};

// How many parts two pages have in common at their beginnings, and at their ends.
const common = (before, now) => {
  const shorter = Math.min(before.length, now.length);
  let first = 0, last = 0;
  while (first < shorter && before[first].key === now[first].key) first += 1;
  while (last < shorter - first && before.at(-1 - last).key === now.at(-1 - last).key) last += 1;
  return { first, last };
};

// A part of the old page near the one that was read, and the same in the new page: [old, new], or nothing.
const partner = (before, now, read, { first, last }) => {
  const places = new Map();
  now.forEach(({ key }, index) => places.set(key, [...(places.get(key) ?? []), index]));
  const expected = (index) =>
    index < first ? index : index >= before.length - last ? index + now.length - before.length : index;
  const found = (index) => {
    const same = places.get(before[index]?.key);
    const wanted = expected(index);
    return same?.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
  };
  for (let distance = 0; distance < before.length; distance += 1) {
    for (const index of [read + distance, read - distance]) {
      const same = found(index);
      if (same !== undefined) return [index, same];
    }
  }
  return null;
};

const openAgain = (before, now) => {
  const [old, fresh] = [before, now].map((page) => [...page.querySelectorAll("details")]);
  old.forEach((each, index) => {
    if (each.open && fresh[index]?.querySelector("summary")?.textContent === each.querySelector("summary")?.textContent)
      fresh[index].open = true;
  });
};

const focusAgain = (before, now, window) => {
  const at = before.activeElement;
  window.focus();
  if (!at || at === before.body) return;
  const like = "a, button, summary, [tabindex]";
  const index = [...before.querySelectorAll(like)].indexOf(at);
  const fresh = now.querySelectorAll(like)[index];
  if (fresh && fresh.textContent === at.textContent) fresh.focus({ preventScroll: true });
};
