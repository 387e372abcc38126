// Keeps Tab inside a dialog: from the last control to the first, and back.

const STOPS = "a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select, summary, [tabindex]";

export function wrapTab(dialog, event) {
  const stops = [...dialog.querySelectorAll(STOPS)].filter((stop) => stop.tabIndex >= 0 && stop.checkVisibility());
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  other.focus();
}
