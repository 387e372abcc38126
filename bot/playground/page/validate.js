// What Slack's own client refuses before anything is sent.

import { badTime, isTime } from "./hours.js";
import { t } from "./i18n.js";
import { held, isEmpty, isStateful } from "./values.js";

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const EMAIL = /^\S+@\S+\.\S+$/;

const checks = {
  plain_text_input: ({ min_length: min, max_length: max }, text) => {
    if (min && text.length < min) return t("too_short", { count: min });
    if (max && text.length > max) return t("too_long", { count: max });
  },
  email_text_input: (_, text) => (EMAIL.test(text) ? undefined : t("bad_email")),
  url_text_input: (_, text) => (URL.canParse(text) ? undefined : t("bad_url")),
  timepicker: (_, time) => (isTime(time) ? undefined : badTime()),
  datetimepicker: (_, moment) => {
    if (typeof moment === "number") return undefined;
    return moment.time && !isTime(moment.time) ? badTime() : t("half_moment");
  },
  number_input: (element, text) => {
    if (!DECIMAL.test(text)) return t("bad_number");
    if (!element.is_decimal_allowed && !WHOLE.test(text)) return t("bad_whole_number");
    if (element.min_value && Number(text) < Number(element.min_value)) return t("too_small", { count: element.min_value });
    if (element.max_value && Number(text) > Number(element.max_value)) return t("too_large", { count: element.max_value });
  },
};

/** {block_id: text} for the fields of a view that cannot be sent as they are. */
export function fieldErrors(view, surface) {
  const inputs = view.blocks.filter((block) => block.type === "input" && isStateful(block.element));
  const errors = inputs.map((block) => [block.block_id, errorOf(block, surface.value(block, block.element))]);
  return Object.fromEntries(errors.filter(([, text]) => text));
}

function errorOf(block, value) {
  if (isEmpty(value)) return block.optional ? undefined : t("required");
  return checks[block.element.type]?.(block.element, held(value));
}
