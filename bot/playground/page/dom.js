// Builds DOM nodes. Data only ever enters as text or as an attribute value, never as HTML.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "indeterminate"]);
const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

let lastId = 0;

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export const testId = (id) => ({ dataset: { testid: id } });

export const byId = (id) => document.getElementById(id);

export const uniqueId = (prefix) => `${prefix}-${(lastId += 1)}`;

/** A link that opens elsewhere; an address with a scheme we do not trust becomes plain text. */
export function link(url, children) {
  const address = safeUrl(url);
  if (!address) return h("span", {}, children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children);
}

export function safeUrl(url) {
  if (!URL.canParse(url)) return null;
  return SAFE_PROTOCOLS.has(new URL(url).protocol) ? url : null;
}

export function debounce(run, milliseconds) {
  let timer;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds, ...args);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}
