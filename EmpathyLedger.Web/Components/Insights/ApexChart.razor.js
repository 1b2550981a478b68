// Draws one chart with ApexCharts in the page's own colours. These are given by the names of the page's tokens, so that the
// dark look, more contrast and a printed page need no second drawing.
let library;

function load() {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "lib/apexcharts/apexcharts.min.js";
    script.onload = () => done(globalThis.ApexCharts);
    script.onerror = () => failed(new Error("The charts could not be loaded."));
    document.head.append(script);
  });
  return library;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

// By SeriesTone: what is meant, what it is compared with, and a second thing beside the first (an outline, not only a colour).
const fills = isBars => [isBars ? "var(--earth)" : "var(--leaf)", "var(--line)", "var(--river-tint)"];
const outlines = isBars => [isBars ? "var(--earth)" : "var(--leaf)", "var(--edge)", "var(--river)"];

// An axis in whole steps: nobody tells half a story.
export function wholeSteps(most) {
  let step = 1;
  for (const factor of [2, 2.5, 2]) {
    step = most / step > 5 ? step * factor : step;
  }
  while (most / step > 5) {
    step *= 10;
  }
  step = Math.ceil(step);
  const count = Math.max(1, Math.ceil(most / step));
  return { top: step * count, count };
}

const ruler = document.createElement("canvas").getContext("2d");

function widest(lines, size, fontFamily) {
  ruler.font = `${size}px ${fontFamily}`;
  return Math.ceil(Math.max(0, ...lines.map(line => ruler.measureText(line).width)));
}

export function wrapped(words, room) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const line = lines.at(-1);
    if (line && line.length + 1 + word.length > room) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
  }
  return lines;
}

function options(place, model) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // Large text on a narrow screen would leave nothing but words: the table has these in full size.
  const size = Math.max(16, Math.min(Math.round(rem * 0.88), Math.floor(place.clientWidth / 17)));
  const fontFamily = getComputedStyle(place).fontFamily;
  const text = { colors: "var(--soft)", fontSize: `${size}px`, fontFamily };
  const isBars = model.kind === 1;
  const most = Math.max(...model.series.flatMap(series => series.values), 0);
  const axis = wholeSteps(most);
  const width = place.clientWidth;
  const count = model.categories.length;

  // Bars: names stand on as many lines as they need. Columns: as many names as have room, the rest by pointing.
  const room = Math.max(9, Math.floor((width * 0.42) / (size * 0.52)));
  const lines = isBars ? model.categories.map(name => wrapped(name, room)) : [];
  const names = isBars ? lines.map(of => (of.length === 1 ? of[0] : of)) : model.categories;
  const beside = widest(lines.flat(), size, fontFamily) + size;
  const wide = widest(model.categories, size, fontFamily) + size * 0.6;
  const every = Math.max(1, Math.ceil(wide / Math.max(1, (width - size * 3) / count)));
  // Of two days each would be half a screen wide.
  const columnWidth = Math.min(70, Math.round((100 * size * 3.2 * model.series.length) / Math.max(1, width / count)));
  const row = Math.max(size * (model.series.length > 1 ? 2.9 : 2), Math.max(1, ...lines.map(of => of.length)) * size * 1.45);
  const legend = model.series.length > 1 ? size * 2.6 : 0;

  return {
    chart: {
      type: "bar",
      height: Math.round(isBars ? legend + size * 2.2 + count * row : 12 * rem + legend + 3 * size),
      fontFamily,
      foreColor: "var(--soft)",
      background: "transparent",
      toolbar: { show: false },
      zoom: { enabled: false },
      redrawOnParentResize: false,
      redrawOnWindowResize: false,
      // All at once: one after the other the last of 24 columns came after three seconds.
      animations: { enabled: !calm.matches, speed: 300, animateGradually: { enabled: false }, dynamicAnimation: { enabled: !calm.matches, speed: 300 } },
      events: { mounted: fit, updated: fit },
    },
    series: model.series.map(series => ({ name: series.name, data: isBars ? series.values : series.values.map(value => value || null) })),
    colors: model.series.map(series => fills(isBars)[series.tone]),
    fill: { type: "solid", opacity: 1 },
    stroke: { show: true, width: model.series.map(series => (series.tone === 0 ? 0 : 1.5)), colors: model.series.map(series => outlines(isBars)[series.tone]) },
    plotOptions: {
      bar: { horizontal: isBars, borderRadius: 4, borderRadiusApplication: "end", columnWidth: `${columnWidth}%`, barHeight: "68%", dataLabels: { position: "top", hideOverflowingLabels: false } },
    },
    dataLabels: {
      enabled: isBars,
      textAnchor: "start",
      // Moved aside for bars alone: a column whose label, drawn or not, would be outside of the picture isn't drawn either.
      offsetX: isBars ? size * 1.2 : 0,
      formatter: value => value.toLocaleString("en-AU"),
      style: { fontSize: `${size}px`, fontFamily, fontWeight: 400, colors: ["var(--ink)"] },
      background: { enabled: false },
      dropShadow: { enabled: false },
    },
    grid: { show: !isBars, borderColor: "var(--line)", padding: { left: isBars ? size : 4, right: isBars ? size : 4, top: 0, bottom: 0 } },
    legend: {
      show: model.series.length > 1,
      position: "top",
      horizontalAlign: "left",
      fontSize: `${size}px`,
      fontFamily,
      labels: { colors: "var(--ink)" },
      markers: { strokeWidth: 1.5 },
      onItemClick: { toggleDataSeries: false },
      onItemHover: { highlightDataSeries: false },
    },
    xaxis: {
      categories: names,
      labels: isBars
        ? { show: false }
        : { style: text, rotate: 0, hideOverlappingLabels: false, trim: false, formatter: (name, _, at) => shown(model.categories, name, at, every) },
      axisBorder: { show: !isBars, color: "var(--edge)" },
      axisTicks: { show: false },
      ...(isBars ? { min: 0, max: Math.max(1, most) * (1 + (size * 3.2) / Math.max(size * 4, width - beside - 2 * size)) } : {}),
    },
    yaxis: isBars
      ? { labels: { style: { ...text, colors: "var(--ink)" }, minWidth: beside, maxWidth: beside, align: "left", offsetX: -Math.round(size * 0.7), offsetY: Math.round(size * 0.35) } }
      : { labels: { style: text, formatter: value => Math.round(value).toLocaleString("en-AU") }, min: 0, max: axis.top, tickAmount: axis.count },
    tooltip: {
      shared: !isBars,
      intersect: isBars,
      style: { fontSize: "16px", fontFamily },
      x: { formatter: (_, point) => model.categories[point?.dataPointIndex ?? 0] ?? "" },
      y: { formatter: value => value.toLocaleString("en-AU") },
    },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
  };
}

function shown(categories, name, at, every) {
  const index = typeof at === "number" ? at : categories.indexOf(name);
  return index % every === 0 ? name : "";
}

// With a view box a printed page can scale what was drawn for a screen.
function fit(chart) {
  const picture = chart.el.querySelector("svg");
  if (picture) {
    picture.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  }
}

// What the attributes say: the frame is everything but the numbers.
export function modelOf({ frame, values }) {
  const model = JSON.parse(frame);
  const numbers = values.split(";").map(of => (of ? of.split(",").map(Number) : []));
  return { ...model, series: model.series.map((series, index) => ({ ...series, values: numbers[index] })) };
}

// Follows its attributes. The portal draws a page's parts anew once its circuit is up, so the first of them may be gone again
// before the library has come: whatever has waited asks whether it is still meant.
class ApexChartElement extends HTMLElement {
  static observedAttributes = ["data-frame", "data-values"];
  #chart = null;
  #isDue = false;
  #width = 0;
  #room = new ResizeObserver(() => {
    if (this.clientWidth !== this.#width && this.clientWidth > 0 && !matchMedia("print").matches) {
      this.#show(false);
    }
  });

  async connectedCallback() {
    const ApexCharts = await load();
    const drawn = { ...this.dataset };
    const chart = new ApexCharts(this, options(this, modelOf(drawn)));
    if (this.isConnected) {
      this.#width = this.clientWidth;
      await chart.render();
    }
    if (!this.isConnected) {
      chart.destroy();
      return;
    }
    this.#chart = chart;
    this.#room.observe(this);
    if (drawn.frame !== this.dataset.frame || drawn.values !== this.dataset.values) {
      this.#show(false);
    }
  }

  disconnectedCallback() {
    this.#room.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
  }

  // Frame and numbers come one after the other, and are of one mind only when both have come.
  attributeChangedCallback() {
    if (this.#chart && !this.#isDue) {
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        this.#show(!calm.matches);
      });
    }
  }

  #show(isMoving) {
    this.#width = this.clientWidth;
    this.#chart?.updateOptions(options(this, modelOf(this.dataset)), false, isMoving);
  }
}

customElements.define("apex-chart", ApexChartElement);
