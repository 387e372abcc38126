// Slack's state value objects: what an element holds before and after somebody touches it.

const CHOSEN = {
  static_select: "option", external_select: "option", radio_buttons: "option",
  users_select: "user", conversations_select: "conversation", channels_select: "channel",
  datepicker: "date", timepicker: "time", datetimepicker: "date_time",
  multi_static_select: "options", multi_external_select: "options", checkboxes: "options",
  multi_users_select: "users", multi_conversations_select: "conversations", multi_channels_select: "channels",
};

const WRITTEN = {
  plain_text_input: "value", number_input: "value", email_text_input: "value", url_text_input: "value",
  rich_text_input: "rich_text_value", file_input: "files",
};

const isMany = (type) => type.startsWith("multi_") || type === "checkboxes";

const property = (type) => WRITTEN[type] ?? (CHOSEN[type] && `selected_${CHOSEN[type]}`);

export const isStateful = ({ type }) => Boolean(property(type));

/** The state value object of an element that now holds `held`. */
export const valueOf = ({ type }, held) => ({ type, [property(type)]: held });

/** What a state value object holds: text, an option, a user id, a list of them, or null. */
export const held = (value) => value[property(value.type)] ?? null;

export function initialValue(element) {
  const { type } = element;
  const initial = element[`initial_${CHOSEN[type] ?? (type === "rich_text_input" ? "value" : property(type))}`];
  return valueOf(element, initial ?? (isMany(type) || type === "file_input" ? [] : null));
}

export function isEmpty(value) {
  const content = held(value);
  return content === null || content === "" || (Array.isArray(content) && content.length === 0);
}

/** The elements of a block that hold a value. */
export function statefulElements(block) {
  const elements = { input: [block.element], section: [block.accessory], actions: block.elements }[block.type] ?? [];
  return elements.filter((element) => element && isStateful(element));
}
