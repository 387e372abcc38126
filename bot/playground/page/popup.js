// Places a popover beside its anchor, inside the window.

const GAP = 4;
const MARGIN = 8;

/**
 * Shows `popup` under `anchor`, or above it when there is no room, and keeps it there while it is open.
 * One that is `whole` is no list to scroll in: it rather covers its anchor than be cut.
 */
export function showBeside(anchor, popup, { wide = false, whole = false } = {}) {
  if (!popup.matches(":popover-open")) popup.showPopover();
  const place = () => position(anchor, popup, wide, whole);
  const stop = () => {
    for (const kind of ["scroll", "resize"]) window.removeEventListener(kind, place, true);
  };
  for (const kind of ["scroll", "resize"]) window.addEventListener(kind, place, true);
  popup.addEventListener("toggle", ({ newState }) => newState === "closed" && stop());
  place();
}

function position(anchor, popup, wide, whole) {
  const box = anchor.getBoundingClientRect();
  if (wide) popup.style.width = `${Math.max(box.width, 220)}px`;
  const below = window.innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const wanted = whole ? popup.scrollHeight : Math.min(popup.scrollHeight, 220);
  const upwards = below < wanted && above > below;
  const room = whole ? window.innerHeight - 2 * MARGIN : Math.min(320, Math.max(upwards ? above : below, 80));
  popup.style.maxHeight = `${room}px`;
  const { width, height } = popup.getBoundingClientRect();
  popup.style.left = `${Math.max(MARGIN, Math.min(box.left, window.innerWidth - width - MARGIN))}px`;
  const top = upwards ? box.top - GAP - height : box.bottom + GAP;
  popup.style.top = `${whole ? Math.max(MARGIN, Math.min(top, window.innerHeight - height - MARGIN)) : top}px`;
}
