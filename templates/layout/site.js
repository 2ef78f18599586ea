// The search box of every page. It works on the list in search.js, writes text as text, and is
// hidden where scripts do not run: every page is reached by links too.
(() => {
  "use strict";
  const box = document.getElementById("site-search");
  const input = document.getElementById("search");
  const results = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const list = globalThis.milepostSearch;
  if (!box || !input || !results || !status || !Array.isArray(list)) return;

  const root = box.dataset.root || "";
  const most = 20;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // Each item of the list: name, what it is, address, other words that find it.
  const items = list.map(([name, kind, address, words]) => ({
    name, kind, address, title: plain(name), words: plain(`${name} ${words || ""}`),
  }));

  const rank = (item, query) => {
    if (item.title === query) return 0;
    if (item.title.startsWith(query)) return 1;
    return item.title.includes(query) ? 2 : 3;
  };

  const found = (query) => {
    const words = query.split(/\s+/u).filter(Boolean);
    return items
      .filter((item) => words.every((word) => item.words.includes(word)))
      .map((item, order) => ({ item, order, rank: rank(item, query) }))
      .sort((a, b) => a.rank - b.rank || a.order - b.order);
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const close = () => {
    results.hidden = true;
    results.replaceChildren();
  };

  const show = () => {
    const query = plain(input.value.trim());
    if (!query) {
      close();
      status.textContent = "";
      return;
    }
    const all = found(query);
    const shown = element("ul");
    for (const { item } of all.slice(0, most)) {
      const link = element("a");
      link.href = root + item.address;
      link.append(element("bdi", item.name), element("span", item.kind, "muted"));
      const row = element("li");
      row.append(link);
      shown.append(row);
    }
    const said = all.length === 0 ? "Nothing found" : all.length === 1 ? "1 found" : `${all.length} found`;
    const note = all.length > most ? `${said}, the first ${most} are shown` : said;
    status.textContent = note;
    results.replaceChildren(...(all.length ? [shown] : []));
    if (all.length === 0 || all.length > most) results.append(element("p", note));
    results.hidden = false;
  };

  const links = () => Array.from(results.querySelectorAll("a"));
  const step = (by) => {
    const all = links();
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement) + by;
    (at < 0 ? input : all[Math.min(at, all.length - 1)]).focus();
  };

  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      step(1);
    } else if (event.key === "ArrowUp" && document.activeElement !== input) {
      event.preventDefault();
      step(-1);
    } else if (event.key === "Escape") {
      input.focus();
      close();
    } else if (event.key === "Enter" && document.activeElement === input && links().length > 0) {
      event.preventDefault();
      links()[0].click();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (!box.contains(event.target)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) close();
  });
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  box.hidden = false;
})();
