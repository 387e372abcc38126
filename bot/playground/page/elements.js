// Block Kit elements as DOM nodes: the table of who draws which type.

import { button, feedbackButtons, iconButton, overflow, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { dateTimeInput } from "./datetimes.js";
import { h } from "./dom.js";
import { fileInput } from "./file-input.js";
import { t } from "./i18n.js";
import { numberInput, textInput, typedInput } from "./inputs.js";
import { dateInput, timeInput } from "./pickers.js";
import { richTextInput } from "./richtext-input.js";
import { select } from "./selects.js";

const drawers = {
  button,
  workflow_button: workflowButton,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  overflow,
  static_select: select,
  multi_static_select: select,
  external_select: select,
  multi_external_select: select,
  users_select: select,
  multi_users_select: select,
  conversations_select: select,
  multi_conversations_select: select,
  channels_select: select,
  multi_channels_select: select,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: dateInput,
  timepicker: timeInput,
  datetimepicker: dateTimeInput,
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: typedInput("email"),
  url_text_input: typedInput("url"),
  rich_text_input: richTextInput,
  file_input: fileInput,
};

export const renderElement = (element, block, surface) =>
  drawers[element.type]?.(element, block, surface) ?? h("span", { class: "unknown" }, t("unknown_element", { type: element.type }));
