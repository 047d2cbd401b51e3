"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const cards = all(".card");

  // Storage may be forbidden to a page that was opened as a file; the page then forgets the theme, and nothing else.
  const remembered = {
    read() {
      try {
        return localStorage.getItem("prism-theme");
      } catch (forbidden) {
        return null;
      }
    },
    write(theme) {
      try {
        localStorage.setItem("prism-theme", theme);
        return true;
      } catch (forbidden) {
        return false;
      }
    },
  };

  const theme = () =>
    root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const toggle = one("#theme");
  const show = (name) => {
    root.dataset.theme = name;
    toggle.setAttribute("aria-pressed", String(name === "dark"));
  };
  const switchTheme = () => {
    const next = theme() === "dark" ? "light" : "dark";
    show(next);
    remembered.write(next);
  };
  const stored = remembered.read();
  if (!root.dataset.theme && (stored === "dark" || stored === "light")) {
    root.dataset.theme = stored;
  }
  toggle.setAttribute("aria-pressed", String(theme() === "dark"));
  toggle.hidden = false;
  toggle.addEventListener("click", switchTheme);

  const tree = one("#sections details");
  if (tree && !matchMedia("(min-width: 75rem)").matches) {
    tree.open = false;
  }

  // Filters.
  const filters = one("#filters");
  const chips = all(".chip", filters || document);
  const category = one("#category");
  const decision = one("#decision");
  const links = new Map(all("#sections a.entry").map((link) => [link.hash.slice(1), link]));

  const visible = () => cards.filter((card) => !card.hidden);

  const apply = () => {
    const severities = new Set(
      chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.value),
    );
    const shown = new Set();
    for (const card of cards) {
      const fits = [
        severities.has(card.dataset.severity),
        [card.dataset.category, ""].includes(category.value),
        [card.dataset.decision, ""].includes(decision.value),
      ];
      card.hidden = fits.includes(false);
      if (!card.hidden) {
        shown.add(card.id);
      }
    }
    for (const mark of all(".mark")) {
      mark.classList.toggle("off", !shown.has(mark.hash.slice(1)));
    }
    for (const part of all(".part")) {
      const inside = all(".card", part);
      const left = inside.filter((card) => !card.hidden).length;
      part.hidden = inside.length !== 0 && left === 0 && !part.querySelector(".notice");
      const link = links.get(part.id);
      if (link && inside.length !== 0) {
        link.classList.toggle("empty", left === 0);
        const count = link.querySelector(".count");
        count.firstChild.data = String(left);
      }
    }
    const everything = shown.size === cards.length;
    one("#shown").textContent = everything
      ? `All ${cards.length} shown`
      : `${shown.size} of ${cards.length} shown`;
    one("#nothing").hidden = shown.size !== 0;
    one("#reset").hidden = everything;
  };

  const reset = () => {
    for (const chip of chips) {
      if (!chip.disabled) {
        chip.setAttribute("aria-pressed", "true");
      }
    }
    category.value = "";
    decision.value = "";
    apply();
  };

  if (filters) {
    filters.hidden = false;
    for (const chip of chips) {
      chip.addEventListener("click", () => {
        chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
        apply();
      });
    }
    category.addEventListener("change", apply);
    decision.addEventListener("change", apply);
    for (const button of all("[data-reset]")) {
      button.addEventListener("click", () => {
        reset();
        chips[0].focus();
      });
    }
    apply();
  }

  // A card and its words light up together.
  const light = (id, on) => {
    for (const mark of all(".mark")) {
      if (mark.dataset.of.split(" ").includes(id)) {
        mark.classList.toggle("lit", on);
      }
    }
  };
  for (const card of cards) {
    for (const event of ["mouseenter", "focusin"]) {
      card.addEventListener(event, () => light(card.id, true));
    }
    for (const event of ["mouseleave", "focusout"]) {
      card.addEventListener(event, () => light(card.id, false));
    }
  }

  // What a link leads to may be filtered away, or folded.
  const reveal = () => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) {
      return;
    }
    if (target.closest("[hidden]")) {
      reset();
    }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    if (target.matches(".card, .part, main")) {
      target.focus({ preventScroll: true });
    }
    target.scrollIntoView({ block: target.matches(".mark") ? "center" : "start" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Keys: j and k go through the findings, t changes the theme.
  const step = (by) => {
    const list = visible();
    if (list.length === 0) {
      return;
    }
    const at = list.indexOf(document.activeElement ? document.activeElement.closest(".card") : null);
    const start = at === -1 ? (by === 1 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
    list[start].focus({ preventScroll: true });
    list[start].scrollIntoView({ block: "center" });
  };
  const keys = { j: () => step(1), k: () => step(-1), t: switchTheme };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  // The section that is being read is marked in the tree.
  const near = new Set();
  let current = null;
  const follow = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          near.add(entry.target.id);
        } else {
          near.delete(entry.target.id);
        }
      }
      const first = all(".part").find((part) => near.has(part.id));
      if (current) {
        current.removeAttribute("aria-current");
      }
      current = first ? links.get(first.id) : null;
      if (current) {
        current.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-15% 0px -70% 0px" },
  );
  all(".part").forEach((part) => follow.observe(part));

  // The records at the end are open on paper.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(".record:not([open])");
    closed.forEach((record) => { record.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((record) => { record.open = false; }));
})();
