// Charts as drawings: pies, bars, lines and areas, each with a legend and its figures for screen readers.

import { h } from "./dom.js";
import { currentLanguage } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [520, 220, 48, 24, 10];
const COLOURS = 12;

const plotters = { bar: bars, line: lines, area: areas };

export function chart({ title, chart: { type, segments, series, axis_config: axes } }) {
  const drawn = type === "pie" ? pie(segments) : plot(type, series, axes);
  const named = (type === "pie" ? segments.map(({ label, value }) => `${label} (${written(value)})`) : series.map(({ name }) => name));
  const legend = h("ul", { class: "chart-legend" }, named.map((name, place) => h("li", { class: colour(place) }, name)));
  return h("figure", { class: "block-chart" }, h("figcaption", {}, title), drawn, legend, axes && axisNames(axes), figures(type, segments, series));
}

const axisNames = ({ x_label: x, y_label: y }) =>
  (x || y) && h("p", { class: "chart-axes" }, [x && `→ ${x}`, y && `↑ ${y}`].filter(Boolean).join("   "));

/** The same in words, since a drawing says nothing to a screen reader. */
function figures(type, segments, series) {
  const told = type === "pie"
    ? segments.map(({ label, value }) => `${label}: ${written(value)}`)
    : series.map(({ name, data }) => `${name}: ${data.map(({ label, value }) => `${label} ${written(value)}`).join(", ")}`);
  return h("p", { class: "sr-only" }, told.join("; "));
}

const written = (value) => new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 2, notation: Math.abs(value) >= 1e6 ? "compact" : "standard" }).format(value);

const colour = (place) => `colour-${place % COLOURS}`;

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat(Infinity));
  return node;
}

const canvas = (width, height, ...children) =>
  svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", "aria-hidden": "true" }, ...children);

function pie(segments) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  if (segments.length === 1) return canvas(200, 200, svg("circle", { cx: 100, cy: 100, r: 96, class: `fill ${colour(0)}` }));
  let start = 0;
  const slices = segments.map(({ value }, place) => {
    const [from, to, wide] = [onCircle(start / total), onCircle((start + value) / total), value > total / 2 ? 1 : 0];
    start += value;
    return svg("path", { d: `M100,100 L${from} A96,96 0 ${wide} 1 ${to} Z`, class: `fill slice ${colour(place)}` });
  });
  return canvas(200, 200, slices);
}

/** The point of the pie's rim after this share of a turn, from noon on, clockwise. */
function onCircle(share) {
  const angle = 2 * Math.PI * share;
  return `${100 + 96 * Math.sin(angle)},${100 - 96 * Math.cos(angle)}`;
}

function plot(type, series, { categories }) {
  const values = series.map(({ data }) => categories.map((category) => data.find(({ label }) => label === category).value));
  const scale = scaleOf(values.flat());
  const step = (WIDTH - LEFT) / categories.length;
  const centre = (place) => LEFT + step * (place + 0.5);
  const names = categories.map((name, place) => svg("text", { x: centre(place), y: HEIGHT - 6, class: "chart-category" }, short(name, step)));
  return canvas(WIDTH, HEIGHT, grid(scale), names, values.map((row, place) => plotters[type](row, place, { scale, step, centre, count: values.length })));
}

const short = (name, step) => (name.length * 6.5 > step ? `${name.slice(0, Math.max(1, Math.floor(step / 6.5) - 1))}…` : name);

function grid({ ticks, y }) {
  return ticks.map((tick) => [
    svg("line", { x1: LEFT, x2: WIDTH, y1: y(tick), y2: y(tick), class: tick === 0 ? "chart-zero" : "chart-line" }),
    svg("text", { x: LEFT - 6, y: y(tick) + 4, class: "chart-tick" }, written(tick)),
  ]);
}

/** A scale from zero, or from below it, to beyond the largest value, with round steps. */
function scaleOf(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundStep((high - low || 1) / 4);
  const [from, to] = [Math.floor(low / step) * step, Math.ceil(high / step) * step || step];
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - from) / (to - from));
  return { ticks, y };
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
}

function bars(row, place, { scale, step, centre, count }) {
  const width = (step * 0.7) / count;
  return row.map((value, category) => {
    const [top, foot] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
    const x = centre(category) - (width * count) / 2 + width * place;
    return svg("rect", { x, y: top, width: width * 0.9, height: foot - top, rx: 1.5, class: `fill ${colour(place)}` });
  });
}

const pointsOf = (row, { scale, centre }) => row.map((value, category) => `${centre(category)},${scale.y(value)}`);

function lines(row, place, plane) {
  const dots = row.map((value, category) => svg("circle", { cx: plane.centre(category), cy: plane.scale.y(value), r: 3, class: `fill ${colour(place)}` }));
  return [svg("polyline", { points: pointsOf(row, plane).join(" "), class: `stroke ${colour(place)}` }), ...dots];
}

function areas(row, place, plane) {
  const ground = [row.length - 1, 0].map((category) => `${plane.centre(category)},${plane.scale.y(0)}`);
  const area = svg("polygon", { points: [...pointsOf(row, plane), ...ground].join(" "), class: `area ${colour(place)}` });
  return [area, ...lines(row, place, plane)];
}
