// Tables as DOM nodes: plain ones as they are, data tables that a person sorts and leafs through.

import { h } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { richText } from "./richtext.js";

export function table({ rows: [heading, ...rows], column_settings: settings = [] }) {
  const head = h("thead", {}, h("tr", {}, heading.map((cell, column) => h("th", { scope: "col", class: look(cell, settings[column]) }, content(cell)))));
  const body = h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, column) => h("td", { class: look(cell, settings[column]) }, content(cell))))));
  return scrolling(h("table", { class: "block-table" }, head, body), t("table"));
}

export function dataTable({ caption, rows: [heading, ...rows], page_size: size = 5, row_header_column_index: named = 0 }) {
  const shown = { column: null, descending: false, page: 0 };
  const pages = Math.ceil(rows.length / size);
  const body = h("tbody");
  const position = h("span", { class: "table-position", "aria-live": "polite" });
  const [back, forth] = [pager("previous_page", -1), pager("next_page", 1)];
  const headers = heading.map((cell, column) => h("th", { scope: "col", class: look(rows[0][column]) }, sorter(cell, column)));
  const foot = pages > 1 && h("div", { class: "table-foot" }, back, position, forth);
  draw();
  const whole = h("table", { class: "block-table" }, h("caption", {}, caption), h("thead", {}, h("tr", {}, headers)), body);
  return h("div", { class: "data-table" }, scrolling(whole, caption), foot);

  function pager(word, step) {
    const turn = () => {
      shown.page += step;
      draw();
    };
    return h("button", { type: "button", class: `btn btn-icon pager-${step > 0 ? "next" : "previous"}`, "aria-label": t(word), onclick: turn }, icon("chevron"));
  }

  function sorter(cell, column) {
    const sort = () => {
      Object.assign(shown, { descending: shown.column === column && !shown.descending, column, page: 0 });
      draw();
    };
    return h("button", { type: "button", class: "table-sort", onclick: sort }, content(cell), icon("chevron"));
  }

  function draw() {
    const first = shown.page * size;
    const page = sorted(rows, shown).slice(first, first + size);
    body.replaceChildren(...page.map((row) => h("tr", {}, row.map((cell, column) => dataCell(cell, column === named)))));
    position.textContent = t("table_rows", { from: first + 1, to: first + page.length, total: rows.length });
    back.disabled = shown.page === 0;
    forth.disabled = shown.page === pages - 1;
    headers.forEach((header, column) => header.setAttribute("aria-sort", direction(shown, column)));
  }
}

const direction = ({ column, descending }, of) => (column !== of ? "none" : descending ? "descending" : "ascending");

const dataCell = (cell, isName) =>
  isName ? h("th", { scope: "row", class: look(cell) }, content(cell)) : h("td", { class: look(cell) }, content(cell));

function sorted(rows, { column, descending }) {
  if (column === null) return rows;
  const order = (a, b) => compare(a[column], b[column]);
  return [...rows].sort(descending ? (a, b) => order(b, a) : order);
}

function compare(a, b) {
  if (a.type === "raw_number" && b.type === "raw_number") return a.value - b.value;
  return words(a).localeCompare(words(b), currentLanguage(), { numeric: true });
}

const words = (cell) => cell.text ?? content(cell).textContent;

const content = (cell) => (cell.type === "rich_text" ? richText(cell) : h("span", {}, cell.text));

function look(cell, settings) {
  const align = settings?.align ?? (cell.type === "raw_number" ? "right" : "left");
  return `cell-${align}${settings?.is_wrapped ? " cell-wrapped" : ""}`;
}

const scrolling = (whole, name) => h("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": name }, whole);
