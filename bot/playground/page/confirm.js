// The small dialog of a Block Kit `confirm` object.

import { h, uniqueId } from "./dom.js";
import { t } from "./i18n.js";
import { renderText } from "./mrkdwn.js";

/** Asks the acting person; true when they agree. */
export function confirm({ title, text, confirm: agree, deny, style }) {
  const { promise, resolve } = Promise.withResolvers();
  const id = uniqueId("confirm");
  const dialog = h("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": id, "aria-describedby": `${id}-text` },
    h("h2", { id }, title ? renderText(title, "span") : ""),
    h("div", { id: `${id}-text`, class: "confirm-text" }, text && renderText(text)),
    h("div", { class: "confirm-choices" },
      h("button", { type: "button", class: "btn", onclick: () => dialog.close("no") }, deny?.text ?? t("no")),
      h("button", { type: "button", class: `btn btn-${style === "danger" ? "danger" : "primary"}`, autofocus: true, onclick: () => dialog.close("yes") },
        agree?.text ?? t("yes"))));
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returnValue === "yes");
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}
