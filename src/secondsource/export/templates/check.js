{
  const cards = [...document.querySelectorAll(".card")];
  const chosen = () => cards.findIndex((card) => "#" + card.id === location.hash);

  // From where the reader is to the next sentence that needs attention, that way.
  function step(by) {
    let at = chosen();
    if (at < 0 && by < 0) at = cards.length;
    do at += by; while (cards[at]?.classList.contains("fine"));
    if (cards[at]) location.hash = cards[at].id;
  }

  // The draft stands beside the findings and scrolls by itself.
  function keepDraft() {
    const draft = document.querySelector(".draft");
    const sentence = document.querySelector(`.to-${cards[chosen()]?.id}`);
    if (!sentence || getComputedStyle(draft).position !== "sticky") return;
    const above = sentence.getBoundingClientRect().top - draft.getBoundingClientRect().top;
    if (above < 0 || above > draft.clientHeight - 60) draft.scrollTop += above - draft.clientHeight / 3;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Letters are keys of the findings alone: elsewhere they may mean something to the reader's aids.
    if (!event.target.closest?.(".columns")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", keepDraft);
  keepDraft();
}
