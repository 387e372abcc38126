// A picture of a block: from an address or from a file, with its words where it cannot be loaded.

import { h } from "./dom.js";
import { slackFileAddress } from "./files.js";
import { t } from "./i18n.js";

export function picture({ image_url: url, slack_file: file, alt_text: alt }) {
  const lost = () => image.replaceWith(h("span", { class: "image-missing", role: "img", "aria-label": alt }, alt || t("image_missing")));
  const image = h("img", { src: file ? slackFileAddress(file) : url, alt, loading: "lazy", referrerpolicy: "no-referrer", onerror: lost });
  return image;
}
