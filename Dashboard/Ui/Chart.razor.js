// One crosshair for all charts of the page. A pointer, a finger or the arrow keys choose an instant; every chart shows its values there.
// The drawn paths are the data: coordinates run from 0 to 10000, so nothing else has to be sent.
const drawings = new WeakMap();
let chosen = null;

const charts = () => [...document.querySelectorAll(".chart")].filter(chart => chart.querySelector(".plot"));
const number = (chart, name) => Number(chart.dataset[name]);

function points(path) {
  const d = path.getAttribute("d");
  let known = drawings.get(path);
  if (known?.d !== d) {
    known = { d, at: [...d.matchAll(/[ML](\d+) (\d+)/g)].map(part => [Number(part[1]), Number(part[2])]) };
    drawings.set(path, known);
  }
  return known.at;
}

function valueAt(chart, path, time) {
  const from = number(chart, "from"), length = number(chart, "to") - from;
  const x = (time - from) / length * 10000, near = number(chart, "step") / length * 5000 + 1;
  const point = points(path).find(([px]) => Math.abs(px - x) <= near);
  return point ? (1 - point[1] / 10000) * number(chart, "top") : null;
}

// As Format.cs writes them.
function text(unit, value) {
  if (value === null) return "no data";
  const round = digits => value.toLocaleString("en", { maximumFractionDigits: digits });
  if (unit === "percent") return (value > 0 && value < .05 ? "<0.1" : round(value >= 10 && value < 99 ? 0 : 1)) + " %";
  if (unit !== "milliseconds") return round(1);
  return value < 1000 ? round(value < 10 ? 1 : 0) + " ms" : (value / 1000).toFixed(value < 10000 ? 2 : 1) + " s";
}

function clock(chart, time) {
  const long = number(chart, "to") - number(chart, "from") > 86400000;
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...(long && { day: "numeric", month: "short" }), timeZone: chart.dataset.zone }).format(time);
}

function add(tip, tag, words) {
  const line = document.createElement(tag);
  line.textContent = words;
  tip.append(line);
}

function show(time, here) {
  chosen = time;
  for (const chart of charts()) {
    const from = number(chart, "from"), length = number(chart, "to") - from, step = number(chart, "step");
    const at = Math.round(time / step) * step, share = (at - from) / length;
    const inside = share >= 0 && share <= 1;
    chart.classList.toggle("pointed", inside);
    chart.classList.toggle("here", inside && chart === here);
    if (!inside) continue;
    const cross = chart.querySelector(".cross");
    for (const name of ["x1", "x2"]) cross.setAttribute(name, share * 100 + "%");
    const there = [...chart.querySelectorAll("path")].map(path => [path.dataset.name, valueAt(chart, path, at)]);
    const values = there.map(([name, value]) => [name, text(chart.dataset.unit, value)]);
    chart.querySelectorAll(".spot").forEach((spot, index) => mark(spot, share, there[index]?.[1], number(chart, "top")));
    chart.querySelectorAll(".there").forEach((cell, index) => cell.textContent = values[index]?.[1] ?? "");
    if (chart === here) describe(chart, at, share, values);
  }
}

function mark(spot, share, value, top) {
  if (value == null) return spot.removeAttribute("cy");
  spot.setAttribute("cx", share * 100 + "%");
  spot.setAttribute("cy", 100 - 100 * Math.min(1, value / top) + "%");
}

function describe(chart, at, share, values) {
  const tip = chart.querySelector(".tip");
  tip.replaceChildren();
  add(tip, "strong", clock(chart, at));
  for (const [name, value] of values) add(tip, "span", `${name}  ${value}`);
  for (const marker of chart.querySelectorAll(".marker"))
    if (Math.abs(marker.dataset.at - at) < (number(chart, "to") - number(chart, "from")) / 60) add(tip, "em", marker.dataset.text);
  place(tip, chart.querySelector(".plot").getBoundingClientRect(), share);
}

// Beside the crosshair where there is room, but never off the screen, which on a phone is little wider than the tip.
function place(tip, plot, share) {
  tip.style.left = "0";
  const at = plot.width * share, width = tip.offsetWidth;
  const most = document.documentElement.clientWidth - plot.left - width - 8;
  tip.style.left = Math.max(8 - plot.left, Math.min(most, share > .5 ? at - width - 10 : at + 10)) + "px";
}

function hide() {
  chosen = null;
  for (const chart of charts()) chart.classList.remove("pointed", "here");
}

function follow(event) {
  const plot = event.target.closest?.(".chart .plot");
  if (!plot) return chosen !== null && event.pointerType === "mouse" && !document.activeElement?.matches(".plot") && hide();
  const chart = plot.closest(".chart"), box = plot.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  show(number(chart, "from") + share * (number(chart, "to") - number(chart, "from")), chart);
}

function press(event) {
  const plot = event.target.closest?.(".chart .plot");
  if (!plot || event.altKey || event.ctrlKey || event.metaKey) return;
  const chart = plot.closest(".chart"), from = number(chart, "from"), to = number(chart, "to"), step = number(chart, "step") * (event.shiftKey ? 10 : 1);
  const start = chosen ?? to;
  const next = { ArrowLeft: start - step, ArrowRight: start + step, Home: from, End: to }[event.key];
  if (event.key === "Escape") hide();
  if (next === undefined) return;
  event.preventDefault();
  show(Math.min(to, Math.max(from, next)), chart);
}

document.addEventListener("pointermove", follow, { passive: true });
document.addEventListener("pointerdown", event => event.target.closest?.(".chart .plot") ? follow(event) : event.pointerType !== "mouse" && hide(), { passive: true });
document.addEventListener("pointerleave", hide);
document.addEventListener("focusout", event => event.target.matches?.(".chart .plot") && hide());
document.addEventListener("keydown", press);
