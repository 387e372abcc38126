// The acting person's modals: the top of the stack in one dialog, with errors, a way back and submit.

import { act, whileBusy } from "./api.js";
import { store } from "./app.js";
import { unfinishedUploads } from "./attachments.js";
import { appAvatar } from "./avatar.js";
import { updateBlocks } from "./blocks.js";
import { byId, h, testId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { focusFirstError, showErrors } from "./field-errors.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { reconcile } from "./keyed.js";
import { forgetDrafts, valuesOf, viewSurface } from "./surfaces.js";
import { wrapTab } from "./tab-order.js";
import { fieldErrors } from "./validate.js";

const nothing = { view: null, surface: null, errors: {}, refused: [] };
const shown = { ...nothing };
const blocks = h("div", { class: "blocks" });

export function mountModal() {
  const dialog = byId("modal");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("keydown", (event) => onKey(dialog, event));
  for (const kind of ["input", "change"]) blocks.addEventListener(kind, forgive);
  store.watch(({ modals, me }) => [modals, me], (modals) => {
    if (modals.length) draw(dialog, modals);
    else leave(dialog);
  });
}

function draw(dialog, modals) {
  const { view, values, errors = {} } = modals.at(-1);
  const isNew = view.id !== shown.view?.id;
  if (isNew) shown.surface?.settle();
  const surface = isNew ? viewSurface(view, values) : shown.surface;
  const wrong = Object.keys(errors).some((field) => errors[field] !== shown.errors[field]);
  Object.assign(shown, { view, surface, errors });
  if (isNew) shown.refused = [];
  drawFrame(dialog, view, modals.length > 1);
  updateBlocks(blocks, view.id, view.blocks, surface);
  shown.errors = { ...stillRefused(), ...errors };
  showErrors(blocks, shown.errors);
  blocks.parentElement.tabIndex = blocks.querySelector("button, input, textarea") ? -1 : 0;
  if (!dialog.open) dialog.showModal();
  if (isNew) focusFirst(dialog, view);
  if (wrong) focusFirstError(blocks);
}

function drawFrame(dialog, view, stacked) {
  const { me } = store.state;
  const signature = JSON.stringify([view.id, view.title, view.submit, view.submit_disabled, view.close, stacked, me.locale]);
  reconcile(dialog, [
    { key: "head", signature, render: () => head(view, stacked) },
    { key: "body", signature: "body", render: () => h("div", { class: "modal-body", tabindex: -1 }, blocks) },
    { key: "foot", signature, render: () => foot(view) },
  ]);
}

function head(view, stacked) {
  const start = stacked ? headButton("back", "modal-back", () => close()) : appAvatar("small");
  return h("header", { class: "modal-head" }, start,
    h("h2", { id: "modal-title" }, withEmoji(view.title?.text ?? "")),
    headButton("close", "modal-close", () => close({ all: true })));
}

const headButton = (name, hook, press) =>
  h("button", { type: "button", class: "icon-button", "aria-label": t(name), ...testId(hook), onclick: press }, icon(name));

function foot(view) {
  const cancel = h("button", { type: "button", class: "btn", ...testId("modal-cancel"), onclick: () => close() },
    view.close?.text ?? t(view.submit ? "cancel" : "close"));
  const send = view.submit && h("button",
    { type: "button", class: "btn btn-primary", ...testId("modal-submit"), disabled: view.submit_disabled, onclick: submit },
    withEmoji(view.submit.text));
  return h("footer", { class: "modal-foot" }, (view.submit || view.close) && cancel, send);
}

function leave(dialog) {
  if (!dialog.open) return;
  dialog.close();
  shown.surface?.settle();
  Object.assign(shown, nothing);
  if (document.activeElement === document.body) byId("composer-text")?.focus();
}

async function close({ all = false } = {}) {
  const { view, surface } = shown;
  surface.settle();
  const closed = all ? store.state.modals.map((modal) => modal.view.id) : [view.id];
  const { ok } = await act("close", { view_id: view.id, all });
  if (ok) closed.forEach(forgetDrafts);
}

async function submit() {
  const { view, surface } = shown;
  surface.settle();
  const errors = ownErrors();
  shown.refused = Object.keys(errors);
  if (Object.keys(errors).length) return refuse(errors);
  const button = document.querySelector("[data-testid=modal-submit]");
  await whileBusy(button, async () => {
    const answer = await act("submit", { view_id: view.id, callback_id: view.callback_id, values: valuesOf(view, surface) });
    if (answer.errors) refuse(answer.errors);
    else blocks.parentElement.scrollTop = 0;  // whatever stands in its place now begins at its beginning
  });
}

const ownErrors = () => ({ ...fieldErrors(shown.view, shown.surface), ...unfinishedUploads(blocks) });

/** What the form itself refused to send and is still wrong: an app that draws it anew meanwhile mends nothing. */
const stillRefused = () => Object.fromEntries(Object.entries(ownErrors()).filter(([field]) => shown.refused.includes(field)));

function refuse(errors) {
  shown.errors = errors;
  showErrors(blocks, errors);
  focusFirstError(blocks);
}

/** A field that is being put right is no longer shown as wrong. */
function forgive({ target }) {
  const id = target.closest("[data-field]")?.dataset.field;
  if (!(id in shown.errors)) return;
  const { [id]: _, ...others } = shown.errors;
  shown.errors = others;
  shown.refused = shown.refused.filter((field) => field !== id);
  showErrors(blocks, others);
}

function onKey(dialog, event) {
  if (event.key === "Tab") wrapTab(dialog, event);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && shown.view.submit && !shown.view.submit_disabled) submit();
  if (event.key !== "Escape" || event.defaultPrevented || dialog.querySelector(":popover-open")) return;
  event.preventDefault();
  close();
}

function focusFirst(dialog, view) {
  const wanted = view.blocks.find((block) => block.element?.focus_on_load);
  const field = wanted && blocks.querySelector(`[data-field="${CSS.escape(wanted.block_id)}"]`);
  const target = (field ?? blocks).querySelector("input:not([type=radio]):not([type=checkbox]), textarea, [role=combobox], [role=textbox]") ?? dialog.querySelector(".modal-body");
  target.focus({ preventScroll: !wanted });
  if (!wanted) dialog.querySelector(".modal-body").scrollTop = 0;
}
