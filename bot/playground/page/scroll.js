// A scrolling list that stays at its end until the reader scrolls up.

const NEAR = 60;

/** `newer` is the button that says something arrived below while the reader was further up; `reach` draws the end. */
export function stayAtEnd(view, list, newer, { isDrawn = () => true, reach = () => {} } = {}) {
  let atEnd = true;
  let top = 0;
  const go = () => {
    atEnd = true;
    if (newer) newer.hidden = true;
    reach();
    view.scrollTop = view.scrollHeight;
  };
  view.addEventListener("scroll", () => {
    // A picture that arrives makes the end further without the reader having gone up.
    const wentUp = view.scrollTop < top;
    top = view.scrollTop;
    const isNear = isDrawn() && view.scrollHeight - top - view.clientHeight < NEAR;
    atEnd = isNear || (atEnd && !wentUp);
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

/** Redraws a list so that the message the reader has before them stays where it is, though it may be drawn anew. */
export function keepPlace(view, list, redraw) {
  const messages = () => [...list.querySelectorAll(".message")];
  const top = view.getBoundingClientRect().top;
  const read = messages().find((node) => node.getBoundingClientRect().bottom > top);
  const before = read?.getBoundingClientRect().bottom;
  redraw();
  const again = messages().find(({ dataset }) => dataset.testid === read?.dataset.testid);
  if (again) view.scrollTop += again.getBoundingClientRect().bottom - before;
}
