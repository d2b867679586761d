"use strict";
// Keys of the checked draft, files shown by name, stories kept while one searches for more.
// Every page reads and works without this file.
{
  const panel = document.getElementById("source-panel");
  let cameFrom = null; // the quotation that was followed last
  const typing = (at) => at.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
  const finding = () => (cameFrom?.isConnected && panel.contains(document.activeElement) ? cameFrom : document.activeElement)?.closest?.("[data-finding]") ?? document.querySelector("[data-finding].current, [data-finding]:target");

  function press(key) {
    const button = finding()?.querySelector(`[data-key="${key}"]`);
    button?.click();
    return Boolean(button);
  }

  function note() {
    const one = finding();
    const place = one?.querySelector(".noting");
    if (!place) return false;
    if (one.matches("details")) one.open = true;
    place.open = true;
    place.querySelector("textarea").focus();
    return true;
  }

  function close() {
    if (!panel?.classList.contains("shown")) return false;
    panel.classList.remove("shown");
    for (const one of document.querySelectorAll("[data-passage][aria-current]")) one.removeAttribute("aria-current");
    cameFrom?.focus();
    return true;
  }

  // From one quotation of a finding to the next, each read where it stands.
  function walk(by) {
    const all = [...(finding()?.querySelectorAll("[data-passage]") ?? [])].filter((one) => one.checkVisibility?.() ?? true);
    const at = all.findIndex((one) => one.hasAttribute("aria-current"));
    const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
    next?.click();
    return all.length > 0;
  }

  const keys = { "]": () => walk(1), "[": () => walk(-1), a: () => press("a"), d: () => press("d"), n: note };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      const one = typing(event.target) && finding();
      if (one) one.focus();
      else if (!close()) return;
      return event.preventDefault();
    }
    if (!typing(event.target) && keys[event.key]?.()) event.preventDefault();
  });

  // A quotation is read where it stands, in the third part of the page.
  document.addEventListener("htmx:afterSwap", (event) => {
    const at = event.detail.target;
    if (at.id === "source") {
      cameFrom = event.detail.requestConfig.elt;
      for (const one of document.querySelectorAll("[data-passage][aria-current]")) one.removeAttribute("aria-current");
      cameFrom?.setAttribute?.("aria-current", "true");
      panel.classList.add("shown");
      const lit = at.querySelector("#chosen");
      lit?.scrollIntoView({ block: "center" });
      lit?.focus({ preventScroll: true });
    }
  });
  // What was decided stays where one is.
  document.addEventListener("htmx:afterSettle", (event) => {
    const id = event.detail.elt.id || event.detail.target?.id;
    const one = /^f\d+$/.test(id ?? "") ? document.getElementById(id) : null;
    if (one) (one.matches("details") ? one.querySelector("summary") : one).focus({ preventScroll: true });
  });
  panel?.querySelector("[data-close]")?.addEventListener("click", close);

  // The sentence that the finding at hand speaks of is lit in the draft.
  document.addEventListener("focusin", () => {
    for (const one of document.querySelectorAll(".sentence.at")) one.classList.remove("at");
    const one = document.getElementById(finding()?.id.replace("f", "d"));
    one?.classList.add("at");
    const words = one?.closest(".words");
    if (words && words.scrollHeight > words.clientHeight) one.scrollIntoView({ block: "nearest" });
  });

  // A sentence of the draft leads to its finding, an open one.
  function openTarget() {
    const one = document.getElementById(location.hash.slice(1));
    if (one?.matches("details.finding")) one.open = true;
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  // Stories that are chosen stay when others are searched for.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.("#offered input[name=story]:checked")) return;
    const list = document.getElementById("chosen");
    if (list.querySelector(`input[value="${CSS.escape(box.value)}"]`)) box.closest("li").remove();
    else list.append(box.closest("li"));
    box.focus();
  });

  // What is wrong with a form is read first.
  document.querySelector("[data-focus]")?.focus();
}
