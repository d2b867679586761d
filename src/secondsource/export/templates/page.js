"use strict";
{
  const root = document.documentElement;
  const panel = document.getElementById("reports");
  const reports = [...document.querySelectorAll(".report")];
  const status = panel?.querySelector("[role=status]");
  const shelf = panel?.querySelector(".shelf");
  const close = panel?.querySelector(".close");
  let from = null; // the link that led to what is shown

  const marksOf = (id) => [...document.getElementsByClassName(id)];

  function clear() {
    for (const lit of document.querySelectorAll("mark.lit")) lit.classList.remove("lit");
    for (const link of document.querySelectorAll("main [aria-current]")) link.removeAttribute("aria-current");
  }

  function turnTo(report) {
    for (const one of reports) one.hidden = one !== report;
    for (const tab of panel.querySelectorAll(".tab")) {
      tab.hidden = tab.dataset.shelf !== report.dataset.shelf; // only the reports of its story
      if (tab.hash === "#" + report.id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }

  // On a phone the panel covers the lower part of the text; the citation must not lie under it.
  function keepInSight(link) {
    if (panel.offsetWidth < root.clientWidth) return; // it covers one side, from top to bottom
    const under = link.getBoundingClientRect().bottom + 24 - (innerHeight - panel.offsetHeight);
    if (under > 0) scrollBy(0, under);
  }

  function show(id, link) {
    const target = document.getElementById(id);
    const report = target?.closest(".report");
    if (!report) return false;
    clear();
    turnTo(report);
    if (link && link.closest("main")) from = link;
    if (link) link.setAttribute("aria-current", "true");
    panel.classList.add("shown");
    close.hidden = false;
    const marks = target === report ? [] : marksOf(id);
    const first = marks[0] ?? report;
    for (const mark of marks) mark.classList.add("lit");
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    // The shelf alone moves: the reader's place in the text stays where it is.
    const above = marks.length ? shelf.clientHeight / 3 : 0;
    shelf.scrollTop += first.getBoundingClientRect().top - shelf.getBoundingClientRect().top - above;
    if (link && getComputedStyle(panel).position === "fixed") keepInSight(link);
    const outlet = report.querySelector(".outlet").textContent.trim();
    status.textContent = marks.length ? `Passage lit in report ${outlet}. Escape returns.` : "";
    return true;
  }

  function hide() {
    clear();
    panel.classList.remove("shown");
    close.hidden = true;
    status.textContent = "";
  }

  function putAway() {
    hide();
    (from ?? document.querySelector("main")).focus();
    from = null;
  }

  function back() {
    if (location.hash) history.pushState(null, "", location.pathname + location.search);
    putAway();
  }

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const link = [...document.querySelectorAll("main a[href]")].find((a) => a.hash === "#" + id);
    if (!id || !show(id, link)) return false;
    link?.scrollIntoView({ block: "center" });
    return true;
  }

  if (panel) {
    root.classList.add("js");
    turnTo(reports[0]);
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.cite, a.open, a.tab");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!show(link.hash.slice(1), link)) return;
      event.preventDefault();
      history.pushState(null, "", link.hash);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !close.hidden) back();
    });
    close.addEventListener("click", back);
    addEventListener("popstate", () => {
      if (follow() || close.hidden) return;
      if (location.hash) hide(); // the address leads to a place in the text, which has the focus
      else putAway();
    });
    follow();
  }
}
