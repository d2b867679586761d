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
