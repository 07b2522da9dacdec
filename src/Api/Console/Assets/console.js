// Keeps the overview up to date and draws how the phases change. Without it the page says the same, once.
"use strict";
(() => {
  const draw = root => {
    for (const place of root.querySelectorAll("[data-chart=phases]")) {
      const given = JSON.parse(document.getElementById(place.dataset.data).textContent);
      const colour = key => {
        const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        rect.setAttribute("class", "phase-" + key);
        sample.append(rect);
        place.append(sample);
        const fill = getComputedStyle(rect).fill;
        sample.remove();
        return fill;
      };
      const ink = getComputedStyle(place).color;
      const day = Intl.DateTimeFormat(document.documentElement.lang, { month: "short", day: "numeric", timeZone: "UTC" });
      // Stacked: each series is drawn as the sum of itself and those below, the highest first.
      const sums = given.days.map(() => 0);
      const stacked = given.values.map(series => series.map((value, i) => (sums[i] += value)));
      const order = given.keys.map((_, i) => i).reverse();
      new uPlot({
        width: place.clientWidth, height: 180, cursor: { y: false },
        scales: { y: { range: (_, __, most) => [0, most] } },
        axes: [{ stroke: ink, grid: { show: false }, space: 64, incrs: [1, 2, 7, 14, 28, 56, 112, 365].map(days => days * 86400), values: (_, ticks) => ticks.map(t => day.format(t * 1000)) }, { stroke: ink, size: 64, grid: { width: 0.5, stroke: ink + "33" }, values: (_, ticks) => ticks.map(t => Intl.NumberFormat(document.documentElement.lang, { notation: "compact" }).format(t)) }],
        series: [{ label: given.day, value: (_, at) => at == null ? "–" : new Date(at * 1000).toISOString().slice(0, 10) }, ...order.map(i => ({ label: given.labels[i], fill: colour(given.keys[i]), stroke: colour(given.keys[i]), width: 1, points: { show: false }, value: (_, __, ___, at) => at == null ? "–" : given.values[i][at].toLocaleString(document.documentElement.lang) }))],
      }, [given.days, ...order.map(i => stacked[i])], place);
    }
  };

  const live = document.getElementById("live");
  draw(document);
  if (!live) return;
  let busy = false;
  const renew = async () => {
    // Never under somebody's hands.
    if (busy || live.contains(document.activeElement) || live.querySelector("details[open]")) return;
    busy = true;
    try {
      const answer = await fetch(live.dataset.page, { headers: { Accept: "text/html" } });
      if (answer.status === 401 || answer.redirected) { location.reload(); return; }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (!fresh) return;
      const figures = () => [...live.querySelectorAll(".figure, .figures b, td")];
      const before = figures().map(e => e.textContent);
      live.replaceChildren(...fresh.childNodes);
      // With a row more or less each would be held against its neighbour.
      if (figures().length === before.length) figures().forEach((e, i) => { if (before[i] !== e.textContent) e.classList.add("changed"); });
      draw(live);
    } finally {
      busy = false;
    }
  };
  new EventSource(live.dataset.live).addEventListener("figures", renew);
})();
