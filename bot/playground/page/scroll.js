// A scrolling list that stays at its end until the reader scrolls up.

const NEAR = 60;

/** `newer` is the button that says something arrived below while the reader was further up. */
export function stayAtEnd(view, list, newer) {
  let atEnd = true;
  let top = 0;
  const go = () => {
    atEnd = true;
    if (newer) newer.hidden = true;
    view.scrollTop = view.scrollHeight;
  };
  view.addEventListener("scroll", () => {
    // A picture that arrives makes the end further without the reader having gone up.
    const wentUp = view.scrollTop < top;
    top = view.scrollTop;
    atEnd = view.scrollHeight - top - view.clientHeight < NEAR || (atEnd && !wentUp);
    if (atEnd && newer) newer.hidden = true;
  });
  const observer = new ResizeObserver(() => atEnd && go());
  observer.observe(list);
  observer.observe(view);
  newer?.addEventListener("click", go);
  const grew = (mine) => {
    if (mine || atEnd) go();
    else if (newer) newer.hidden = false;
  };
  return { go, grew, isAtEnd: () => atEnd };
}
