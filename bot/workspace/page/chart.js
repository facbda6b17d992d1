// Native charts (data_visualization): bars, lines, areas and pies in SVG, with a table for screen readers.

import { h } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";

function s(tag, props, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

export function chart(block) {
  const { chart: data, title } = block;
  const series = data.series ?? [];
  const parts = data.type === "pie" ? data.segments ?? [] : series;
  const drawing = data.type === "pie" ? pie(parts) : plot(data, series);
  const legend = h("ul", { class: "legend" }, parts.map((one, index) => h("li", { class: `tone-${index % 6}` }, one.name ?? one.label)));
  return h("figure", { class: "chart" }, h("figcaption", {}, title), drawing, parts.length > 1 && legend, readable(data, parts));
}

function plot(data, series) {
  const [wide, high, left, bottom] = [480, 200, 34, 24];
  const labels = data.axis_config?.categories ?? series[0]?.data.map((point) => point.label) ?? [];
  const top = Math.max(1, ...series.flatMap((one) => one.data.map((point) => point.value)));
  const step = (wide - left) / Math.max(1, labels.length);
  const y = (value) => 8 + (high - bottom - 8) * (1 - value / top);
  const svg = s("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", class: "plot" });
  for (const share of [0, 0.5, 1]) {
    svg.append(s("line", { x1: left, x2: wide, y1: y(top * share), y2: y(top * share), class: "rule" }));
    svg.append(s("text", { x: left - 6, y: y(top * share) + 4, class: "tick-y" }, String(Math.round(top * share))));
  }
  labels.forEach((label, index) => svg.append(s("text", { x: left + step * (index + 0.5), y: high - 6, class: "tick-x" }, label)));
  series.forEach((one, at) => svg.append(...marksOf(data.type, one, at, { series, left, step, y, base: high - bottom })));
  return svg;
}

function marksOf(kind, one, at, { series, left, step, y, base }) {
  if (kind === "bar") {
    const width = (step * 0.7) / series.length;
    return one.data.map((point, index) => s("rect", {
      class: `tone-${at % 6}`, x: left + step * (index + 0.15) + width * at, width: Math.max(1, width - 2),
      y: y(point.value), height: Math.max(0, base - y(point.value)), rx: 2,
    }));
  }
  const points = one.data.map((point, index) => `${left + step * (index + 0.5)},${y(point.value)}`);
  const line = s("polyline", { class: `line tone-${at % 6}`, points: points.join(" ") });
  if (kind !== "area") return [line];
  const first = points[0]?.split(",")[0];
  const last = points.at(-1)?.split(",")[0];
  return [s("polygon", { class: `area tone-${at % 6}`, points: `${first},${base} ${points.join(" ")} ${last},${base}` }), line];
}

function pie(parts) {
  const total = parts.reduce((sum, one) => sum + one.value, 0) || 1;
  const svg = s("svg", { viewBox: "-100 -100 200 200", role: "img", class: "pie" });
  let turned = -0.25;
  parts.forEach((one, index) => {
    const share = one.value / total;
    const length = 2 * Math.PI * 60;
    svg.append(s("circle", {
      r: 60, class: `slice tone-${index % 6}`, "stroke-dasharray": `${share * length} ${length}`, transform: `rotate(${turned * 360})`,
    }));
    turned += share;
  });
  return svg;
}

function readable(data, parts) {
  const rows = data.type === "pie" ? parts.map((one) => [one.label, one.value]) : parts.flatMap((one) => one.data.map((p) => [`${one.name} ${p.label}`, p.value]));
  const table = h("table", {}, rows.map(([label, value]) => h("tr", {}, h("th", {}, label), h("td", {}, String(value)))));
  return h("div", { class: "for-readers" }, table);
}
