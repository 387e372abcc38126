// The playground's own line drawings, on a 20 by 20 grid.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  attach: "M15.8 9.3l-6 6a3.7 3.7 0 0 1-5.2-5.2l6.3-6.4a2.5 2.5 0 0 1 3.6 3.6l-6.2 6.2a1.2 1.2 0 0 1-1.8-1.7l5.4-5.4",
  arrow_down: "M10 4v12M5 11l5 5 5-5",
  bold: "M6 3.5h4.8a3.2 3.2 0 0 1 0 6.4H6zM6 9.9h5.6a3.3 3.3 0 0 1 0 6.6H6z",
  bullet: "M8 5h9M8 10h9M8 15h9M3.6 5h.1M3.6 10h.1M3.6 15h.1",
  code: "M7 5.5L2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5",
  code_block: "M3 3.5h14v13H3zM8.5 7.5L6 10l2.5 2.5M11.5 7.5L14 10l-2.5 2.5",
  italic: "M8 3.5h6M6 16.5h6M11.2 3.5L8.8 16.5",
  link: "M8.5 11.5a3.4 3.4 0 0 0 4.9.1l2.4-2.4a3.4 3.4 0 0 0-4.9-4.9l-1.2 1.2M11.5 8.5a3.4 3.4 0 0 0-4.9-.1l-2.4 2.4a3.4 3.4 0 0 0 4.9 4.9l1.2-1.2",
  ordered: "M8.5 5h8.5M8.5 10h8.5M8.5 15h8.5M3 4l1.2-.8v4M2.8 12.9c.3-1 2.3-1 2.3.2 0 .9-1 1.5-2.3 2.9h2.4",
  quote: "M4 3.5v13M8 5.5h9M8 10h9M8 14.5h6",
  strike: "M3 10h14M13.8 6.2C13 4.3 11.6 3.5 10 3.5c-2.3 0-3.9 1.2-3.9 3 0 1.6 1.3 2.7 3.9 3.5M6 13.6c.7 1.900 2.200 2.900 4.100 2.900 2.400 0 4-1.200 4-3.100 0-.9-.3-1.600-.8-2.100",
  back: "M12 4l-6 6 6 6",
  bolt: "M11 2.5L4.5 11.5H9.5L9 17.5l6.5-9H10.5z",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  calls: "M7 5L2.5 10 7 15M13 5l4.5 5L13 15",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  chevron: "M5.5 8l4.5 4.5L14.5 8",
  chevrons: "M5.5 5.5l4.5 4.5L14.5 5.5M5.5 10.5l4.5 4.5L14.5 10.5",
  clock: "M10 2.8a7.2 7.2 0 1 0 0 14.4a7.2 7.2 0 0 0 0-14.4zM10 6v4.3l2.8 1.8",
  close: "M5 5l10 10M15 5L5 15",
  fault: "M10 3L17.5 16.5h-15zM10 8v4M10 14.2v.1",
  guide: "M4 4.5h4a2 2 0 0 1 2 2V16a1.8 1.8 0 0 0-1.8-1.5H4zM16 4.5h-4a2 2 0 0 0-2 2V16a1.8 1.8 0 0 1 1.8-1.5H16z",
  hash: "M7.8 3.5L6.2 16.5M13.8 3.5l-1.6 13M3.8 7.5h13M3.2 12.5h13",
  help: "M10 2.8a7.2 7.2 0 1 0 0 14.4a7.2 7.2 0 0 0 0-14.4zM8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M10 13.8v.1",
  lock: "M5.5 9h9v7.5h-9zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  people: "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16.5c0-3 2-4.8 5-4.8s5 1.8 5 4.8M13 4.5a2.5 2.5 0 0 1 0 4.8M14.3 11.9c2 .5 3.2 2.2 3.2 4.6",
  reply: "M3.5 4.5h13v9H9L5.5 16.5v-3h-2z",
  send: "M3.5 3.5L17 10 3.5 16.5 5.5 10zM5.5 10H10",
  slash: "M3.5 3.5h13v13h-13zM8 13.5l4-7",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  file: "M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4M7.5 10.5h5M7.5 13.5h5",
  smile: "M10 2.8a7.2 7.2 0 1 0 0 14.4a7.2 7.2 0 0 0 0-14.4zM7.2 8v.1M12.8 8v.1M6.8 11.5c1.6 2.6 4.8 2.6 6.4 0",
  trash: "M4 5.5h12M8 5V3.5h4V5M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 1 0 0 4a2 2 0 0 0 0-4z",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
