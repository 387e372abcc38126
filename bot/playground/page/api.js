// What the acting person does, told to the server; a refusal becomes a toast.

import { store } from "./app.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

const HEADERS = { "Content-Type": "application/json", "X-Playground": "1" };

let toldBefore = Promise.resolve();

/** Posts one act as the acting person; gives the server's body, `ok` false when it was refused or lost. */
export async function act(name, args = {}, { quiet = false } = {}) {
  const as = store.state.me.id;
  const answering = post({ ...args, as, do: name });
  toldBefore = toldBefore.then(() => answering).then((answer) => tell(answer, { as, do: name, what: args.callback_id ?? args.action_id ?? args.text ?? "" }));
  const answer = await answering;
  if (!answer.ok && !quiet) toast(answer.text ?? answer.error);
  return answer;
}

/** What was done is told on the page in the order in which it was begun, whoever acts meanwhile. */
function tell(answer, acted) {
  if (answer.ok && !answer.errors) store.dispatch({ type: "acted", ...acted });
}

async function post(body) {
  try {
    const response = await fetch("/ui/act", { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
    return await response.json();
  } catch {
    return { ok: false, error: "offline", text: t("offline") };
  }
}

/** Runs `work` with the control marked busy; pressed again meanwhile, it does nothing. */
export async function whileBusy(control, work) {
  if (control.getAttribute("aria-busy") === "true") return { ok: false };
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
