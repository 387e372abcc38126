// A file of the acting person on its way to the server, and where it comes from.

import { store } from "./app.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

let chooser;

/** Uploads a file; gives the server's body: its `file`, or `ok` false and a `text` that says why not. */
export async function upload(file) {
  const address = `/ui/upload?${new URLSearchParams({ as: store.state.me.id, name: file.name })}`;
  try {
    const response = await fetch(address, { method: "POST", headers: { "X-Playground": "1" }, body: file });
    return await response.json();
  } catch {
    return { ok: false, error: "offline", text: t("offline") };
  }
}

/** Opens the browser's own dialog for files; one that is not referred to may be gone before it answers. */
export function chooseFiles(take, { multiple = true, accept = null } = {}) {
  chooser = h("input", { type: "file", multiple, accept, onchange: ({ target }) => take([...target.files]) });
  chooser.click();
}
