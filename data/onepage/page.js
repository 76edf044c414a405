// The one-file map: filters, groups, card and table, out of the data that the file carries.
// Every text goes into the page as text, never as HTML; the labels of marks are escaped first.
"use strict";
(function () {
  const $ = (id) => document.getElementById(id);
  const read = (id) => JSON.parse($("dateline-" + id).textContent);
  const data = read("data"), articles = read("articles"), about = read("about"), recipe = read("recipe");
  const CELL = 60, APART = 46, PAGE = 100;
  const kindOf = Object.fromEntries(about.symbols.map(([name], i) => [name, i]));
  const AREAS = new Set(about.areas), shownRows = { limit: PAGE };

  const mercator = (latitude) => {
    const s = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  };
  const incidents = data.features.map((feature, row) => {
    const p = feature.properties, at = feature.geometry && feature.geometry.coordinates;
    return {
      row, id: feature.id, p, at: at && [at[1], at[0]], x: at ? at[0] / 360 + 0.5 : NaN, y: at ? mercator(at[1]) : NaN,
      kind: p.event_type in kindOf ? kindOf[p.event_type] : about.symbols.length - 1, area: AREAS.has(p.place_precision),
      first: p.date_start || p.date_end || "", last: p.date_end || p.date_start || "",
    };
  });

  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }
  const escape = (text) => String(text).replace(/[&<>"'`\\${}]/g, (c) => "&#" + c.charCodeAt(0) + ";");
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const day = (iso) => { const [y, m, d] = iso.split("-").map(Number); return d + " " + MONTHS[m - 1] + " " + y; };
  function when(p) {
    const first = p.date_start || p.date_end, last = p.date_end || p.date_start;
    if (!first) return "no date";
    if (p.date_precision === "on_or_before") return "on or before " + day(last);
    return first === last ? day(first) : day(first) + " – " + day(last);
  }
  const place = (p) => !p.place ? "" : ["", "in", "at"].includes(p.relation || "") ? p.place : p.relation + " " + p.place;
  const title = (one) => one.p.sub_event_type + (one.p.place ? " · " + place(one.p) : "");
  const deaths = (p) => p.fatalities_best === null ? "" : String(p.fatalities_best);
  const link = (url) => { try { return /^https?:$/.test(new URL(url).protocol) ? url : ""; } catch (error) { return ""; } };

  // Filters
  const actors = new Map(), kinds = new Map();
  for (const one of incidents) {
    for (const name of new Set(one.p.actors.map((actor) => actor.name))) actors.set(name, (actors.get(name) || 0) + 1);
    kinds.set(one.p.event_type, (kinds.get(one.p.event_type) || 0) + 1);
  }
  for (const [name, number] of [...actors].sort((a, b) => b[1] - a[1])) $("actors").append(el("option", { value: name }, String(number)));
  for (const [name, number] of [...kinds].sort((a, b) => b[1] - a[1])) $("kind").append(el("option", { value: name }, name + " (" + number + ")"));
  let found = incidents, chosen = null;
  function filter() {
    const actor = $("actor").value.trim().toLowerCase(), from = $("from").value, to = $("to").value, kind = $("kind").value;
    found = incidents.filter((one) =>
      (!actor || one.p.actors.some((other) => other.name.toLowerCase().includes(actor))) &&
      (!from || (one.last && one.last >= from)) && (!to || (one.first && one.first <= to)) && (!kind || one.p.event_type === kind));
    const unplaced = found.filter((one) => !one.at).length;
    $("count").textContent = found.length.toLocaleString("en") + " of " + incidents.length.toLocaleString("en") + " incidents" + (unplaced ? "; " + unplaced.toLocaleString("en") + " without a place" : "");
    shownRows.limit = PAGE;
    table(); draw();
  }

  // Groups for the view: near incidents share a mark, as on the page
  function groups(map) {
    const zoom = map.getZoom(), size = 256 * Math.pow(2, zoom), middle = map.getCenter().lng / 360 + 0.5, view = map.getPixelBounds();
    const made = [];
    for (const area of [true, false]) {
      const cells = new Map();
      for (const one of found) {
        if (!one.at || one.area !== area) continue;
        const x = (one.x - Math.round(one.x - middle)) * size, y = one.y * size;
        if (x < view.min.x - CELL || x > view.max.x + CELL || y < view.min.y - CELL || y > view.max.y + CELL) continue;
        const key = Math.floor(x / CELL) * 1e6 + Math.floor(y / CELL);
        let cell = cells.get(key);
        if (!cell) cells.set(key, cell = { sx: 0, sy: 0, all: [] });
        cell.sx += x; cell.sy += y; cell.all.push(one);
      }
      const list = [...cells.values()].sort((a, b) => b.all.length - a.all.length), kept = [];
      for (const cell of list) {
        const x = cell.sx / cell.all.length, y = cell.sy / cell.all.length;
        const near = kept.find((other) => Math.hypot(other.x - x, other.y - y) < APART);
        if (near) { near.sx += cell.sx; near.sy += cell.sy; near.all.push(...cell.all); }
        else kept.push({ x, y, sx: cell.sx, sy: cell.sy, all: cell.all.slice() });
      }
      for (const group of kept) made.push(group_of(map, group, area, size, middle));
    }
    return made;
  }
  function group_of(map, group, area, size, middle) {
    const all = group.all, n = all.length, counts = new Array(about.symbols.length).fill(0), first = all[0];
    let south = 90, north = -90, west = Infinity, east = -Infinity, km = 0;
    for (const one of all) {
      counts[one.kind]++;
      const x = one.x - Math.round(one.x - middle), longitude = (x - 0.5) * 360;
      south = Math.min(south, one.at[0]); north = Math.max(north, one.at[0]);
      west = Math.min(west, longitude); east = Math.max(east, longitude);
      km = Math.max(km, one.p.radius_km || 0);
    }
    const together = north - south < 1e-4 && east - west < 1e-4, at = map.unproject([group.sx / n, group.sy / n]);
    const words = n === 1 ? [title(first), when(first.p)].concat(first.p.status === "occurred" ? [] : [first.p.status]).join(" · ")
      : n.toLocaleString("en") + " incidents" + (together ? " at " + place(first.p) : "") + ": " + counts.map((number, i) => number ? number + " " + about.symbols[i][0] : "").filter(Boolean).join(", ");
    const made = { at: [at.lat, at.lng], n, k: counts.map((number, i) => [i, number]).filter((pair) => pair[1]), label: escape(words), pick: "", rows: all };
    if (n === 1) made.status = first.p.status;
    if (n === 1 || together) made.pick = "open";
    if (together) { made.km = km; if (area && first.p.place_precision === "country") made.country = first.p.country_code; }
    else made.box = [south, west, north, east];
    if (area) made.area = 1;
    if (chosen !== null && all.includes(chosen)) made.on = 1;
    return made;
  }

  // Map
  const map = window.map = L.map("ground", { zoomControl: true, minZoom: 1, maxZoom: 18, worldCopyJump: true, attributionControl: false }).setView([20, 10], 2);
  map.attributionControl = L.control.attribution({ prefix: false }).addTo(map);
  const dark = window.matchMedia("(prefers-color-scheme: dark)"), layer = L.featureGroup().addTo(map);
  dateline.ground(map, about);
  L.control.scale().addTo(map);
  function draw() {
    layer.clearLayers();
    dateline.draw(layer, { dark: dark.matches, tiles: false, area: [], heat: null, groups: groups(map) });
    layer.eachLayer((mark) => { if (mark.group && mark.group.pick) mark.on("click", () => open(mark.group.rows)); });
  }
  function fit() {
    const box = recipe.box, placed = incidents.filter((one) => one.at);
    if (box) map.fitBounds([[box[0], box[1]], [box[2], box[3] < box[1] ? box[3] + 360 : box[3]]], { animate: false });
    else if (placed.length) {
      const east = placed.map((one) => ((one.at[1] % 360) + 360) % 360).sort((a, b) => a - b);
      let widest = -1, at = 0;
      east.forEach((value, i) => { const gap = (i + 1 < east.length ? east[i + 1] : east[0] + 360) - value; if (gap > widest) { widest = gap; at = i; } });
      let west = east[(at + 1) % east.length], span = 360 - widest;
      if (span > 180) { // as wide as the world: the map that everybody knows, cut in the Pacific
        const plain = placed.map((one) => one.at[1]);
        west = plain.reduce((a, b) => Math.min(a, b));
        span = plain.reduce((a, b) => Math.max(a, b)) - west;
      }
      if (west > 180) west -= 360;
      const ys = placed.map((one) => one.at[0]), low = ys.reduce((a, b) => Math.min(a, b)), high = ys.reduce((a, b) => Math.max(a, b));
      map.fitBounds([[low, west], [high, west + span]], { animate: false, maxZoom: 8, padding: [40, 40] });
    }
  }
  map.on("moveend", draw);
  dark.addEventListener("change", draw);

  // Card
  function open(several) {
    const card = $("card");
    card.replaceChildren();
    if (several.length === 1) { chosen = several[0]; card.append(...cardOf(chosen)); }
    else card.append(el("h2", {}, several.length.toLocaleString("en") + " incidents at " + place(several[0].p)), el("ul", {}, ...several.slice(0, 200).map((one) => el("li", {}, button(title(one) + ", " + when(one.p), () => open([one]))))));
    card.scrollTop = 0;
    card.focus({ preventScroll: true });
    for (const row of $("rows").children) row.classList.toggle("on", chosen !== null && row.dataset.row === String(chosen.row));
    draw();
  }
  function button(words, action) { const made = el("button", { type: "button", class: "plain", dir: "auto" }, words); made.addEventListener("click", action); return made; }
  function cardOf(one) {
    const p = one.p, facts = el("dl"), fact = (name, value) => { if (value) facts.append(el("dt", {}, name), el("dd", { dir: "auto" }, value)); };
    fact("Kind", p.event_type); fact("When", when(p) + (["day", "unknown", "on_or_before"].includes(p.date_precision) ? "" : " (" + p.date_precision.replaceAll("_", " ") + ")"));
    fact("Where", p.place ? place(p) + (p.admin1 && p.admin1 !== p.place ? ", " + p.admin1 : "") + (p.country_code ? ", " + (about.countries[p.country_code] || p.country_code) : "") + (p.radius_km >= 1 ? " (within " + Math.round(p.radius_km).toLocaleString("en") + " km)" : "") : "the text gives no place");
    fact("Who", p.actors.map((actor) => actor.name + (actor.role ? " (" + actor.role + ")" : "")).join("; ") || "nobody named");
    fact("Attribution", p.attribution.replaceAll("_", " ")); fact("Status", p.status);
    fact("Deaths", p.fatalities_best === null ? "not reported" : p.fatalities_low !== p.fatalities_high ? p.fatalities_best + " (" + p.fatalities_low + " to " + p.fatalities_high + ")" : String(p.fatalities_best));
    fact("Injured", p.injured === null ? "" : String(p.injured)); fact("From", p.imported_from);
    const passages = p.excerpts.map((excerpt) => {
      const article = articles[excerpt.article_id] || {}, url = link(article.url || "");
      const words = [article.source, article.title, article.published].filter(Boolean).join(" · ") || excerpt.article_id;
      return el("figure", {}, el("blockquote", { dir: "auto" }, ...marked(excerpt)), el("figcaption", { dir: "auto" }, url ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words) : words));
    });
    return [el("h2", { dir: "auto" }, title(one)), facts, ...passages];
  }
  function marked(excerpt) {
    const spans = [["trigger", "what"], ["place", "where"], ["date", "when"]].filter(([name]) => excerpt[name]).map(([name, word]) => [excerpt[name][0] - excerpt.start, excerpt[name][1] - excerpt.start, word]);
    for (const [from, to] of excerpt.actors) spans.push([from - excerpt.start, to - excerpt.start, "who"]);
    const letters = Array.from(excerpt.text), pieces = [];
    let at = 0;
    for (const [from, to, word] of spans.sort((a, b) => a[0] - b[0])) {
      if (from < at || to > letters.length) continue;
      pieces.push(letters.slice(at, from).join(""), el("mark", { title: word, class: word }, letters.slice(from, to).join("")));
      at = to;
    }
    return pieces.concat(letters.slice(at).join(""));
  }

  // Table
  function table() {
    const rows = $("rows"), order = found.slice().sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : a.row - b.row));
    rows.replaceChildren(...order.slice(0, shownRows.limit).map((one) => {
      const p = one.p, line = el("tr", { "data-row": one.row, class: one === chosen ? "on" : "" }, el("td", {}, when(p)));
      const show = button(p.sub_event_type, () => { if (one.at) map.setView(one.at, Math.max(map.getZoom(), 6), { animate: false }); open([one]); });
      line.append(el("td", {}, show), ...[place(p) || "no place", p.actors.map((actor) => actor.name).join("; "), deaths(p), p.status].map((words) => el("td", { dir: "auto" }, words)));
      return line;
    }));
    $("more").hidden = order.length <= shownRows.limit;
    if (!order.length) rows.append(el("tr", {}, el("td", { colspan: "6" }, incidents.length ? "No incident matches these filters." : "This map has no incidents.")));
  }
  $("more").addEventListener("click", () => { shownRows.limit += 5 * PAGE; table(); });

  // Downloads
  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type })), a = el("a", { href: address, download: name });
    document.body.append(a); a.click(); a.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }
  const harmless = (text) => (/^'*[=+\-@\t\r]/.test(text) ? "'" + text : text);
  const cell = (value) => { const text = value === null || value === undefined ? "" : typeof value === "number" ? String(value) : harmless(String(value)); return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text; };
  function csv() {
    const lines = [about.columns.join(",")];
    for (const one of incidents) {
      const p = one.p, { actors, excerpts, reasons, alternatives } = p;
      const row = Object.assign({}, p, { id: one.id, latitude: one.at ? one.at[0] : null, longitude: one.at ? one.at[1] : null, actors: actors.map((a) => (a.role ? a.name + " (" + a.role + ")" : a.name)).join("; "), excerpts: excerpts.map((e) => e.text).join("\n\n"), details: JSON.stringify({ actors, excerpts, reasons, alternatives }) });
      lines.push(about.columns.map((name) => cell(row[name])).join(","));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }
  $("get-csv").addEventListener("click", () => save("incidents.csv", "text/csv", csv()));
  $("get-geojson").addEventListener("click", () => save("incidents.geojson", "application/geo+json", $("dateline-data").textContent));
  $("get-recipe").addEventListener("click", () => save("recipe.json", "application/json", $("dateline-recipe").textContent));

  $("filters").addEventListener("input", filter);
  $("filters").addEventListener("reset", () => setTimeout(filter, 0));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  // On paper: the map as it is, made as wide as the paper (browsers print no canvas that is drawn anew), the legend beside or beneath it, every row
  const PAPER = 690, paper = { home: null, open: false };
  window.addEventListener("beforeprint", () => {
    const legend = document.querySelector(".d-legend"), ground = map.getContainer();
    const width = ground.offsetWidth, height = ground.offsetHeight;
    Object.assign(ground.style, { width: width + "px", height: height + "px", zoom: PAPER / width });
    document.documentElement.classList.add("printing");
    paper.home = legend.parentNode; paper.open = legend.open;
    legend.open = true; $("key").append(legend);
    shownRows.limit = incidents.length; table();
  });
  window.addEventListener("afterprint", () => {
    const legend = $("key").firstElementChild;
    Object.assign(map.getContainer().style, { width: "", height: "", zoom: "" });
    document.documentElement.classList.remove("printing");
    legend.open = paper.open; paper.home.append(legend);
  });
  fit();
  filter();
  document.querySelector(".d-legend").open = map.getSize().x > 640 && map.getSize().y > 620;
  document.documentElement.dataset.ready = "1";
})();
