// The toolbar of rich text: one stop for Tab, arrows from button to button, each pressed where its style is in use.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { COMMANDS, ariaKeys, keysOf } from "./richtext-commands.js";

export class Toolbar {
  constructor(editor) {
    this.editor = editor;
    this.buttons = COMMANDS.map((command, index) => this.button(command, index));
    this.node = h("div", { class: "rich-toolbar", role: "toolbar", "aria-label": t("rich_toolbar"), onkeydown: (event) => this.move(event) },
      this.buttons);
  }

  button(command, index) {
    const press = () => {
      this.editor.focus();
      command.run(this.editor);
    };
    return h("button", { type: "button", class: "icon-button", "aria-pressed": "false", "aria-label": t(`rich_${command.name}`),
      title: `${t(`rich_${command.name}`)} (${keysOf(command)})`, "aria-keyshortcuts": ariaKeys(command), tabindex: index ? -1 : 0,
      onmousedown: (event) => event.preventDefault(), onclick: press }, icon(command.name));
  }

  update() {
    this.buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(COMMANDS[index].isOn(this.editor))));
  }

  move(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const target = this.buttons.at(next % this.buttons.length);
    for (const button of this.buttons) button.tabIndex = button === target ? 0 : -1;
    target.focus();
  }
}
