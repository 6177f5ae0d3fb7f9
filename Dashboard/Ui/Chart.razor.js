// One crosshair for all charts of the page. A pointer, a finger or the arrow keys choose an instant; every chart shows its values there.
// Dragging, or Enter at both ends, zooms: the page's range goes into the address, so that all charts and whoever gets the link follow.
// The drawn paths are the data: coordinates run from 0 to 10000, so nothing else has to be sent.
const drawings = new WeakMap();
let chosen = null, shownBy = null, drag = null, held = null;

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
  const x = (time - from) / length * 10000, near = Number(path.dataset.step) / length * 5000 + 1;
  const point = points(path).find(([px]) => Math.abs(px - x) <= near);
  return point ? (1 - point[1] / 10000) * number(chart, "top") : null;
}

// As Format.cs writes them.
function text(unit, value) {
  if (value === null) return "no data";
  const round = digits => value.toLocaleString("en", { maximumFractionDigits: digits });
  if (unit === "percent") return (value > 0 && value < .05 ? "<0.1" : round(value >= 10 && value < 99 ? 0 : 1)) + " %";
  if (unit.startsWith("bytes")) return bytes(value) + (unit === "bytespersecond" ? "/s" : "");
  if (unit !== "milliseconds") return round(1);
  return value < 1000 ? round(value < 10 ? 1 : 0) + " ms" : (value / 1000).toFixed(value < 10000 ? 2 : 1) + " s";
}

function bytes(value) {
  let unit = 0;
  for (; value >= 1024 && unit < 4; unit++) value /= 1024;
  return value.toFixed(unit === 0 || value >= 100 ? 0 : 1) + " " + ["B", "KiB", "MiB", "GiB", "TiB"][unit];
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
  [chosen, shownBy] = [time, here?.id];
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

function timeAt(chart, clientX) {
  const box = chart.querySelector(".plot").getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  return number(chart, "from") + share * (number(chart, "to") - number(chart, "from"));
}

function follow(event) {
  if (drag) return extend(event);
  const plot = event.target.closest?.(".chart .plot");
  if (!plot) return chosen !== null && event.pointerType === "mouse" && !document.activeElement?.matches(".plot") && hide();
  const chart = plot.closest(".chart");
  show(timeAt(chart, event.clientX), chart);
}

// A finger that drags moves the crosshair; only a mouse or a pen zooms.
function begin(event) {
  const plot = event.target.closest?.(".chart .plot");
  if (!plot) return event.pointerType !== "mouse" && hide();
  follow(event);
  if (event.button === 0 && event.pointerType !== "touch") drag = { chart: plot.closest(".chart"), x: event.clientX, at: timeAt(plot.closest(".chart"), event.clientX) };
}

function extend(event) {
  if (event.buttons === 0 || !drag.chart.isConnected) return drop();
  const to = timeAt(drag.chart, event.clientX);
  show(to, drag.chart);
  if (Math.abs(event.clientX - drag.x) >= 6) shade(drag.at, to);
}

function end(event) {
  if (!drag) return;
  const { chart, x, at } = drag;
  drop();
  if (Math.abs(event.clientX - x) >= 6) zoom(chart, at, timeAt(chart, event.clientX));
}

function drop() {
  drag = held = null;
  for (const band of document.querySelectorAll(".chart .zoom")) band.hidden = true;
}

function shade(one, other) {
  for (const chart of charts()) {
    const from = number(chart, "from"), length = number(chart, "to") - from, band = chart.querySelector(".zoom");
    const share = time => Math.min(1, Math.max(0, (time - from) / length)) * 100;
    band.hidden = false;
    band.style.left = share(Math.min(one, other)) + "%";
    band.style.width = Math.abs(share(one) - share(other)) + "%";
  }
}

// Whole periods, and two at least: less has no line.
function zoom(chart, one, other) {
  const step = number(chart, "step"), from = Math.floor(Math.min(one, other) / step) * step;
  go(from, Math.max(from + 2 * step, Math.ceil(Math.max(one, other) / step) * step));
}

function widen(chart) {
  const from = number(chart, "from"), length = number(chart, "to") - from, to = Math.min(Date.now(), from + 1.5 * length);
  go(to - 2 * length, to);
}

const iso = time => new Date(time).toISOString().replace(/\.\d+/, "");

function addressOf(from, to) {
  const url = new URL(location.href);
  url.searchParams.delete("range");
  url.searchParams.set("from", iso(from));
  url.searchParams.set("to", iso(to));
  url.hash = "";
  return url;
}

// By a link, so that the page's own router takes it where there is one.
function go(from, to) {
  drop();
  hide();
  const link = document.createElement("a");
  link.href = addressOf(from, to);
  document.body.append(link);
  link.click();
  link.remove();
}

function press(event) {
  const full = document.querySelector(".panel.full");
  if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && held !== null) return drop();
  if (event.key === "Escape" && full && !event.target.closest?.("details[open]")) return full.querySelector("[data-leave]")?.click();
  const plot = event.target.closest?.(".chart .plot") ?? (event.target === full ? full.querySelector(".plot") : null);
  if (!plot) return;
  const chart = plot.closest(".chart"), from = number(chart, "from"), to = number(chart, "to"), step = number(chart, "step") * (event.shiftKey ? 10 : 1);
  const start = chosen ?? to;
  const next = { ArrowLeft: start - step, ArrowRight: start + step, Home: from, End: to }[event.key];
  if (event.key === "Escape") hide();
  if (event.key === "-") widen(chart);
  if (event.key === "Enter") held === null ? hold(chart, start) : zoom(chart, held, start);
  if (next === undefined) return event.key === "Enter" && event.preventDefault();
  event.preventDefault();
  show(Math.min(to, Math.max(from, next)), chart);
  if (held !== null) shade(held, chosen);
}

function hold(chart, time) {
  held = time;
  show(time, chart);
  shade(time, time);
  add(chart.querySelector(".tip"), "em", "Zoom from here: move, then Enter; Esc gives up");
}

// Only time passed: the server names the new ends of the lines, and what is drawn moves with its instant. Returns the charts that do not show the span before, to be drawn whole.
export function advance(before, from, to, parts) {
  const lost = parts.filter(([id, ...part]) => !goOn(document.getElementById(id), before, from, to, ...part)).map(([id]) => id);
  again();
  return lost;
}

function goOn(chart, before, from, to, lines, latest, words, instants) {
  if (!chart || number(chart, "to") !== before) return false;
  const length = to - from, start = number(chart, "from");
  chart.querySelectorAll("path").forEach((path, index) => {
    const step = Number(path.dataset.step), [first, ...heights] = lines[index], cut = first === undefined ? Infinity : (Math.ceil(from / step) + first) * step;
    const kept = points(path).map(([x, y]) => [Math.round((start + x * length / 10000) / step) * step, y]).filter(([at]) => at >= from && at < cut);
    heights.forEach((y, place) => y !== null && kept.push([cut + place * step, y]));
    path.setAttribute("d", pathOf(kept, from, length, step));
  });
  [chart.dataset.from, chart.dataset.to] = [from, to];
  if (latest) chart.querySelectorAll(".latest").forEach((cell, index) => cell.textContent = latest[index]);
  say(chart.querySelector("desc"), words);
  if (!chart.querySelector(".plot")) return true;
  const axis = chart.querySelector(".time").parentNode, last = [...axis.querySelectorAll(".time")].at(-1);
  for (const [at, label, isEven] of instants) {
    const tick = axis.appendChild(last.cloneNode(true));
    tick.dataset.at = at;
    tick.classList.toggle("even", isEven);
    tick.querySelector("text").textContent = label;
  }
  for (const part of chart.querySelectorAll(".time, .marker")) stand(part, (part.dataset.at - from) / length);
  return true;
}

// As ChartPath.cs draws it.
function pathOf(known, from, length, step) {
  let d = "", alone = false;
  known.forEach(([at, y], index) => {
    const joined = index > 0 && known[index - 1][0] === at - step;
    if (!joined && alone) d += "h0";
    alone = !joined;
    d += `${joined ? "L" : "M"}${Math.round((at - from) / length * 10000)} ${y}`;
  });
  return alone ? d + "h0" : d;
}

function say(summary, words) {
  if (!summary) return;
  if (typeof words === "string") return summary.textContent = words;
  const all = summary.textContent.split(" ");
  for (let index = 0; index < words.length; index += 2) all[words[index]] = words[index + 1];
  summary.textContent = all.join(" ");
}

function stand(part, share) {
  if (share < 0) return part.remove();
  for (const name of ["x", "x1", "x2"])
    for (const one of part.querySelectorAll(`[${name}]`)) one.setAttribute(name, +(share * 100).toFixed(2) + "%");
}

// A chart that was drawn anew is another element: whoever had the keyboard on it, or a crosshair over it, keeps both.
let focused = null;
function again() {
  if (focused && !focused.isConnected && document.activeElement === document.body) document.getElementById(focused.closest(".chart").id)?.querySelector(".plot")?.focus({ preventScroll: true });
  if (chosen !== null) show(chosen, document.getElementById(shownBy));
}

new MutationObserver(changes => {
  if (changes.some(change => [...change.addedNodes].some(node => node.matches?.(".chart")))) again();
}).observe(document.body, { childList: true, subtree: true });

// What a stylesheet says of these is written into the copy, since a picture has no stylesheet.
const drawn = ["display", "overflow", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-weight", "font-family", "paint-order"];

function copyOf(frame) {
  const copy = frame.cloneNode(true), from = [frame, ...frame.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of drawn) to[index].style.setProperty(name, style.getPropertyValue(name));
  });
  for (const name of [".cross", ".spot", "desc"]) copy.querySelectorAll(name).forEach(element => element.remove());
  return copy;
}

function element(name, attributes, words) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words) made.textContent = words;
  return made;
}

// The chart with its title, its lines' names and its range, as it looks on the page.
function picture(chart) {
  const frame = chart.querySelector("svg.frame"), box = frame.getBoundingClientRect(), style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim(), font = getComputedStyle(document.body).fontFamily;
  const width = box.width + 88, height = box.height + 112;
  const svg = element("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": font });
  const copy = copyOf(frame);
  for (const [name, value] of Object.entries({ x: 64, y: 68, width: box.width, height: box.height })) copy.setAttribute(name, value);
  copy.style.position = "static";
  svg.append(element("rect", { width, height, fill: colour("--surface") }));
  svg.append(element("text", { x: 16, y: 24, "font-size": 15, "font-weight": 650, fill: colour("--text") }, [chart.dataset.of, chart.querySelector("h3").textContent].filter(Boolean).join(" · ")));
  legend(chart, svg, colour);
  svg.append(element("text", { x: 16, y: height - 10, "font-size": 11, fill: colour("--muted") }, `${span(chart)} (${chart.dataset.zone})`));
  svg.append(copy);
  return { svg, width, height };
}

function legend(chart, svg, colour) {
  let x = 16;
  for (const item of chart.querySelectorAll("figcaption li")) {
    const swatch = item.querySelector(".swatch"), words = [...item.childNodes].filter(node => node.nodeType !== Node.COMMENT_NODE && !node.matches?.(".there")).map(node => node.textContent).join("").replace(/\s+/g, " ").trim();
    if (swatch) svg.append(element("line", { x1: x, x2: x + 12, y1: 41.5, y2: 41.5, stroke: colour("--series-" + swatch.dataset.color), "stroke-width": 3, "stroke-dasharray": swatch.matches(".dashed") ? "3 2" : "none" }));
    svg.append(element("text", { x: swatch ? x + 16 : x, y: 46, "font-size": 12, fill: colour("--muted") }, words));
    x += 34 + words.length * 6.6;
  }
}

function span(chart) {
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: chart.dataset.zone });
  return `${text.format(number(chart, "from"))} to ${text.format(number(chart, "to"))}`;
}

async function png(chart) {
  hide();
  const { svg, width, height } = picture(chart), image = new Image(), sharp = Math.max(2, devicePixelRatio);
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * sharp, height: height * sharp }), pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  pen.drawImage(image, 0, 0);
  const link = Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: fileName(chart) });
  link.click();
}

const fileName = chart => `${chart.dataset.of || "panel"}-${chart.id}-${iso(number(chart, "to")).replace(/[-:]/g, "")}.png`;

// The instants that are on the screen: a range that ends now would show something else to whoever opens the link later.
async function copyLink(frame) {
  const chart = frame.querySelector(".chart"), url = addressOf(number(chart, "from"), number(chart, "to"));
  url.searchParams.set("panel", frame.dataset.panel);
  await navigator.clipboard.writeText(url.href);
}

async function confirm(button, done, job) {
  const before = button.textContent;
  try {
    await job();
    button.textContent = done;
  } catch {
    button.textContent = "The browser did not allow it";
  }
  setTimeout(() => button.textContent = before, 2000);
}

function click(event) {
  const frame = event.target.closest?.(".panel.frame"), copy = event.target.closest?.("[data-copy-panel]"), picture = event.target.closest?.("[data-png]");
  if (frame && copy) confirm(copy, "Copied", () => copyLink(frame));
  if (frame && picture && frame.querySelector(".chart svg.frame")) confirm(picture, "Downloaded", () => png(frame.querySelector(".chart")));
}

document.addEventListener("pointermove", follow, { passive: true });
document.addEventListener("pointerdown", begin, { passive: true });
document.addEventListener("pointerup", end, { passive: true });
document.addEventListener("pointercancel", drop);
document.addEventListener("pointerleave", hide);
document.addEventListener("focusin", event => focused = event.target.closest?.(".chart .plot") ?? null);
document.addEventListener("focusout", event => event.target.matches?.(".chart .plot") && queueMicrotask(() => event.target.isConnected && hide()));
document.addEventListener("dblclick", event => event.target.closest?.(".chart .plot") && widen(event.target.closest(".chart")));
document.addEventListener("keydown", press);
document.addEventListener("click", click);
