// Files of the workspace: where they are found, and how a message shows those it carries.

import { h, testId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { locale } from "./time.js";

const ID_IN_ADDRESS = /\/(F[A-Z0-9]{8,})\//;
const STEP = 1000;
const UNITS = ["byte", "kilobyte", "megabyte"];

export const addressOf = (id, name) => `/files/${id}/${encodeURIComponent(name)}`;

/** The address of a Block Kit `slack_file`, which names a file by its id or by Slack's address of it. */
export const slackFileAddress = ({ id, url }) => addressOf(id ?? ID_IN_ADDRESS.exec(url)?.[1], "image");

export const renderFiles = (files) => h("ul", { class: "files" }, files.map((file) => h("li", testId(`file-${file.id}`), renderFile(file))));

function renderFile(file) {
  if (file.mode === "tombstone") return h("p", { class: "gone" }, t("file_gone"));
  return isPicture(file) ? picture(file) : card(file);
}

export const isPicture = ({ mimetype }) => mimetype.startsWith("image/");

const picture = ({ id, name, title, alt_txt: alt, original_w: width, original_h: height }) =>
  h("figure", { class: "block-image" }, h("figcaption", {}, title),
    enlargeable(addressOf(id, name), h("img", { src: addressOf(id, name), alt: alt ?? title, width, height, loading: "lazy" })));

/** An image that opens at its full size in a tab of its own. */
export const enlargeable = (address, image) =>
  h("a", { class: "image-link", href: address, target: "_blank", rel: "noopener", title: t("open_image") }, image);

function card(file) {
  const { id, name, title, size, preview } = file;
  const link = h("a", { class: "file-card", href: addressOf(id, name), download: name, "aria-label": t("download", { name: title, size: sizeInWords(size) }) },
    icon("file"),
    h("span", { class: "file-name" }, title, h("small", {}, title === name ? sizeInWords(size) : `${name} · ${sizeInWords(size)}`)),
    icon("download"));
  return preview ? h("div", { class: "file-text" }, link, excerpt(file)) : link;
}

const excerpt = ({ preview, lines_more: more }) =>
  h("pre", { class: "file-preview" }, preview, more > 0 && h("span", { class: "file-more" }, `\n${t("more_lines", { count: more })}`));

/** "820 bytes", "1.2 kB": a size in the reader's language. */
export function sizeInWords(size) {
  const power = Math.min(UNITS.length - 1, size < STEP ? 0 : Math.floor(Math.log10(size) / Math.log10(STEP)));
  const style = { style: "unit", unit: UNITS[power], unitDisplay: power ? "short" : "long", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(locale(), style).format(size / STEP ** power);
}
