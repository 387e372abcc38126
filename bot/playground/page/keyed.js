// Keeps a container's children in step with a list, touching only the nodes that changed.

const rendered = new WeakMap();

/** `items` is a list of {key, signature, render}; a node is rebuilt only when its signature, or a part of it, changes. */
export function reconcile(container, items) {
  const before = rendered.get(container) ?? new Map();
  const after = new Map();
  for (const item of items) after.set(item.key, keepOrBuild(before.get(item.key), item));
  for (const [key, { node }] of before) if (!after.has(key)) node.remove();
  place(container, [...after.values()].map(({ node }) => node));
  rendered.set(container, after);
}

function keepOrBuild(existing, { signature, render }) {
  if (existing && isSame(existing.signature, signature)) return existing;
  const node = render();
  if (existing) replace(existing.node, node);
  return { signature, node };
}

const isSame = (one, other) => (Array.isArray(one) ? one.every((part, index) => part === other[index]) : one === other);

function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused && [focused.selectionStart ?? null, focused.selectionEnd];
  old.replaceWith(node);
  if (focused) refocus(node, focused, caret);
}

/** Focus moves to the control that stands for the one that went away, or to the node itself. */
function refocus(node, lost, caret) {
  const { blockId, actionId } = lost.dataset;
  const same = [...node.querySelectorAll("[data-action-id]")].find(
    ({ dataset }) => dataset.actionId === actionId && dataset.blockId === blockId,
  );
  const target = same ?? node;
  if (!same) node.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (same && caret[0] !== null) same.setSelectionRange?.(...caret);
}

function place(container, nodes) {
  nodes.forEach((node, index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  });
}
