"use strict";
// Keys of the checked draft, files shown by name, stories kept while one searches for more.
// Every page reads and works without this file.
{
  const typing = (at) => at.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
  const finding = () => document.activeElement?.closest?.("[data-finding]") ?? document.querySelector("[data-finding].current, [data-finding]:target");

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

  const panel = document.getElementById("source-panel");
  let cameFrom = null;

  function close() {
    if (!panel?.classList.contains("shown")) return false;
    panel.classList.remove("shown");
    for (const one of document.querySelectorAll("[data-passage][aria-current]")) one.removeAttribute("aria-current");
    cameFrom?.focus();
    return true;
  }

  const keys = { a: () => press("a"), d: () => press("d"), n: note };
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
    const one = id && /^f\d+$/.test(id) && document.getElementById(id);
    if (one) (one.matches("details") ? one.querySelector("summary") : one).focus({ preventScroll: true });
  });
  panel?.querySelector("[data-close]")?.addEventListener("click", close);

  // A sentence of the draft leads to its finding, an open one.
  function openTarget() {
    const one = location.hash && document.getElementById(location.hash.slice(1));
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
