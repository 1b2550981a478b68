// Draws one chart with ApexCharts in the page's own colours, and again when those change.
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

function options(place, model) {
  const style = getComputedStyle(place);
  const colour = name => style.getPropertyValue(name).trim();
  const text = { colors: colour("--soft"), fontSize: "15px", fontFamily: style.fontFamily };
  const isBars = model.kind === 1 || model.kind === "Bars";
  return {
    chart: {
      type: "bar",
      height: isBars ? Math.max(120, 48 + model.categories.length * (model.series.length > 1 ? 46 : 38)) : 280,
      fontFamily: style.fontFamily,
      foreColor: colour("--soft"),
      background: "transparent",
      toolbar: { show: false },
      zoom: { enabled: false },
      animations: { enabled: !calm.matches, speed: 300 },
    },
    series: model.series.map(series => ({ name: series.name, data: series.values })),
    colors: model.series.map(series => colour(series.isEarlier ? "--line" : isBars ? "--earth" : "--leaf")),
    stroke: { show: true, width: 1, colors: model.series.map(series => colour(series.isEarlier ? "--edge" : isBars ? "--earth" : "--leaf")) },
    plotOptions: { bar: { horizontal: isBars, borderRadius: 4, borderRadiusApplication: "end", columnWidth: "70%", barHeight: "70%" } },
    dataLabels: { enabled: false },
    grid: { borderColor: colour("--line"), xaxis: { lines: { show: isBars } }, yaxis: { lines: { show: !isBars } } },
    legend: { show: model.series.length > 1, position: "top", horizontalAlign: "left", fontSize: "16px", labels: { colors: colour("--ink") } },
    xaxis: {
      categories: model.categories,
      labels: { style: text, hideOverlappingLabels: true, rotate: -45, formatter: isBars ? whole : undefined },
      axisBorder: { color: colour("--line") },
      axisTicks: { show: false },
    },
    yaxis: { labels: { style: text, maxWidth: 180, formatter: isBars ? undefined : whole }, forceNiceScale: true, min: 0 },
    tooltip: { theme: colour("color-scheme").includes("dark") ? "dark" : "light", shared: !isBars, intersect: isBars, style: { fontSize: "16px" } },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
  };
}

const whole = value => (Number.isInteger(value) ? String(value) : "");

export async function draw(place, model) {
  const ApexCharts = await load();
  let shown = model;
  const chart = new ApexCharts(place, options(place, model));
  await chart.render();
  const repaint = () => chart.updateOptions(options(place, shown), false, false);
  const look = new MutationObserver(repaint);
  look.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "style"] });
  const night = matchMedia("(prefers-color-scheme: dark)");
  night.addEventListener("change", repaint);
  return {
    show(next) {
      shown = next;
      chart.updateOptions(options(place, next), false, !calm.matches);
    },
    remove() {
      look.disconnect();
      night.removeEventListener("change", repaint);
      chart.destroy();
    },
  };
}
