"use strict";
// Keys, themes and progress. Every page reads and works without this file.
{
  const root = document.documentElement;
  const live = () => document.getElementById("live");
  root.classList.add("js");

  function announce(text) {
    const place = live();
    if (place) place.textContent = text;
  }

  // Themes: the form works by itself; here the page need not be loaded again.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches?.(".themes")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(answer.statusText);
    } catch {
      return announce("The colours could not be kept.");
    }
    root.dataset.theme = body.get("theme");
    for (const one of form.elements)
      if (one.name === "theme") one.setAttribute("aria-pressed", String(one.value === body.get("theme")));
  });

  // Keys
  const typing = (at) => at.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const keys = new Map(); // what a key does; a function says whether it did anything

  function help() {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return false;
    dialog.showModal();
    return true;
  }

  function search() {
    const field = document.querySelector("#filter-q, #search");
    field?.focus();
    field?.select();
    return Boolean(field);
  }

  // What `j` and `k` go through: whatever is marked with data-line, in the order of the page.
  const shown = (one) => one.checkVisibility?.() ?? one.getClientRects().length > 0;
  const lines = () => [...document.querySelectorAll("[data-line]")].filter(shown);
  const lineAt = () => document.activeElement?.closest?.("[data-line]") ?? document.querySelector("[data-line].current");

  function setLine(line, { focus = true } = {}) {
    for (const one of document.querySelectorAll("[data-line].current")) one.classList.remove("current");
    line.classList.add("current");
    if (!focus) return;
    if (!line.hasAttribute("tabindex")) line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = lines();
    if (!all.length) return false;
    const at = all.indexOf(lineAt());
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (next < 0 || next >= all.length) announce(by > 0 ? "This is the last." : "This is the first.");
    else setLine(all[next]);
    return true;
  }

  function open() {
    const line = document.activeElement;
    if (!line?.matches?.("[data-line]")) return false;
    const link = line.querySelector("a[href]");
    link?.click();
    return Boolean(link);
  }

  function pick() {
    const box = lineAt()?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  }

  // Stories: citations, the evidence of a line, the three parts
  const PARTS = ["brief", "matrix", "source"];
  const story = () => document.querySelector(".parts");
  const placeOf = (part) => document.getElementById(part);
  let from = null; // the link that led to what is lit

  function turnTo(part, { focus = false } = {}) {
    const parts = story();
    if (!parts) return false;
    parts.dataset.shown = part;
    for (const link of document.querySelectorAll("[data-show]")) {
      if (link.dataset.show === part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!focus) return true;
    const place = placeOf(part);
    place?.focus({ preventScroll: true });
    if (matchMedia("(max-width: 77.99rem)").matches) place?.scrollIntoView({ block: "start" });
    return true;
  }

  function light(link) {
    for (const one of document.querySelectorAll("a[data-part][aria-current]")) one.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    link?.closest("details.more")?.setAttribute("open", "");
    const line = link?.closest("[data-line]");
    if (line) setLine(line, { focus: false });
  }

  function toPassage({ focus }) {
    const place = placeOf("source");
    const passage = place.querySelector("#passage") ?? place.querySelector("#report-title");
    if (!passage) return;
    passage.scrollIntoView({ block: passage.id === "passage" ? "center" : "start" });
    if (focus) passage.focus({ preventScroll: true });
    const report = place.querySelector("[data-report]");
    const choice = document.getElementById("report");
    if (report && choice) choice.value = report.dataset.report;
    const outlet = place.querySelector(".outlet")?.textContent.trim() ?? "";
    announce(passage.id === "passage" ? `Passage in ${outlet}: ${passage.textContent.slice(0, 300)}` : outlet);
  }

  async function fill(part, address) {
    const place = placeOf(part);
    if (!place || !window.htmx) return false;
    await htmx.ajax("GET", address, { source: place, target: place, swap: "innerHTML" });
    return true;
  }

  // The address stands in the bar, so that it can be copied, and Back goes to what was lit before.
  async function follow(link, { focus = true, walk = false } = {}) {
    const place = placeOf("source");
    const swapped = new Promise((done) => place.addEventListener("htmx:afterSettle", done, { once: true }));
    light(link);
    from = link;
    turnTo("source");
    if (!(await fill("source", link.href))) return location.assign(link.href);
    await Promise.race([swapped, new Promise((late) => setTimeout(late, 1000))]);
    if (walk) history.replaceState({ passage: true }, "", link.href);
    else history.pushState({ passage: true }, "", link.href);
    toPassage({ focus });
    if (walk) link.closest("[data-line]")?.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part], a[data-show]");
    if (!link || !story() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.dataset.show) turnTo(link.dataset.show, { focus: true });
    else if (link.dataset.part === "source") follow(link);
    else fill(link.dataset.part, link.href).then(() => placeOf(link.dataset.part).focus());
    event.preventDefault();
  });

  addEventListener("popstate", (event) => {
    if (!story() || !(event.state?.passage || from)) return;
    const asked = new URLSearchParams(location.search);
    const same = [...document.querySelectorAll("a[data-part=source]")].find((one) => one.href === location.href);
    light(same ?? null);
    if (!asked.has("report")) return back();
    fill("source", location.href).then(() => toPassage({ focus: false }));
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(".chooser");
    if (!form) return;
    light(null);
    fill("source", `${form.action.split("#")[0]}?report=${encodeURIComponent(event.target.value)}`);
  });

  function walkEvidence(by) {
    if (!story()) return false;
    const line = lineAt();
    const cites = line ? [...line.querySelectorAll("a.cite")] : [];
    if (!cites.length) return Boolean(announce("Choose a line first: j and k go from line to line.")) || true;
    const at = cites.findIndex((one) => one.hasAttribute("aria-current"));
    const next = at < 0 ? (by > 0 ? 0 : cites.length - 1) : (at + by + cites.length) % cites.length;
    follow(cites[next], { focus: false, walk: true }).then(() => {
      const place = document.getElementById("live");
      place.textContent = `${next + 1} of ${cites.length}. ${place.textContent}`;
    });
    return true;
  }

  function back() {
    const dialog = document.querySelector(".menu[open]");
    if (dialog) return (dialog.open = false) || true;
    if (!story() || !from?.isConnected) return false;
    turnTo(from.closest("[data-part-name]")?.dataset.partName ?? "brief");
    from.scrollIntoView({ block: "nearest" });
    from.focus({ preventScroll: true });
    return true;
  }

  keys.set("]", () => walkEvidence(1)).set("[", () => walkEvidence(-1)).set("Escape", back);
  PARTS.forEach((part, at) => keys.set(String(at + 1), () => turnTo(part, { focus: true })));
  if (story()) {
    turnTo(story().dataset.shown);
    if (new URLSearchParams(location.search).has("report")) {
      light([...document.querySelectorAll("a[data-part=source]")].find((one) => one.href.split("#")[0] === location.href.split("#")[0]));
      toPassage({ focus: false });
    }
  }

  keys.set("?", help).set("/", search);
  keys.set("j", () => step(1)).set("k", () => step(-1)).set("Enter", open).set("x", pick);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key !== "Escape" && typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (keys.get(event.key)?.(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keys]") && help()) event.preventDefault();
    const menu = document.querySelector(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  // Progress: data-events names a stream of a job. Each message is {state, doing, done, total, problem}.
  function listen(place) {
    const stream = new EventSource(place.dataset.events);
    const doing = place.querySelector("[data-doing]");
    const bar = place.querySelector("progress");
    const told = (event) => {
      const job = JSON.parse(event.data);
      if (doing && job.doing) doing.textContent = job.total ? `${job.doing}, ${job.done} of ${job.total}` : job.doing;
      if (bar && job.total) { bar.max = job.total; bar.value = job.done; }
      if (!["done", "failed", "cancelled"].includes(job.state)) return;
      stream.close();
      place.dataset.state = job.state;
      bar?.remove();
      for (const one of place.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== job.state;
      const problem = place.querySelector("[data-problem]");
      if (problem) problem.textContent = job.problem || "";
      const shown = [...place.querySelectorAll("[data-when]")].find((one) => !one.hidden);
      if (shown && doing) doing.hidden = true;
      announce(shown ? shown.textContent.trim() : doing?.textContent ?? "");
      if (job.state === "done" && place.dataset.then) location.assign(place.dataset.then);
    };
    stream.onmessage = told;
    for (const name of ["progress", "end"]) stream.addEventListener(name, told);
  }

  function setUp(within) {
    for (const place of within.querySelectorAll("[data-events]")) {
      if (place.dataset.heard) continue;
      place.dataset.heard = "true";
      listen(place);
    }
    for (const one of within.querySelectorAll("[data-with-script]")) one.hidden = false;
    for (const one of within.querySelectorAll("[data-without-script]")) one.hidden = true;
  }

  setUp(document);
  document.addEventListener("htmx:load", (event) => setUp(event.detail.elt));
  document.addEventListener("htmx:responseError", () => announce("That could not be loaded. Try again."));
  document.addEventListener("htmx:sendError", () => announce("The desk cannot be reached."));
}
