// Draws the vector ground, its names, and the groups of incidents that the page computed for the view.
// Nothing here decides what is shown; that is done in Python. Texts arrive as HTML that is only ever text.
"use strict";
window.dateline = (function () {
  const STATIC = "../../app/static/", FONT = '"Source Sans", system-ui, sans-serif';
  const COLOURS = {
    light: { water: "#dbe5ec", land: "#f8f7f3", border: "#bcc3cb", coast: "#a6b4c1", name: "#66717e", town: "#3f4a56", halo: "rgba(248,247,243,.9)" },
    dark: { water: "#11161c", land: "#232c36", border: "#414d5a", coast: "#4d5b69", name: "#8e9aa8", town: "#c3ccd6", halo: "rgba(20,26,33,.9)" },
  };
  const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let dark = false, about = { symbols: [], statuses: [] }, tileLayer = null, groundLayer = null, labelLayer = null;
  const world = {}; // detail -> countries as paths, once loaded
  let towns = [], standing = []; // where the marks stand, for the names to step aside

  function mercator(latitude) {
    const s = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  // Countries as paths in web Mercator, 0 to 1 over the world
  function toPaths(topology) {
    const [sx, sy] = topology.transform.scale, [tx, ty] = topology.transform.translate;
    const arcs = topology.arcs.map((arc) => {
      let x = 0, y = 0;
      return arc.map(([dx, dy]) => { x += dx; y += dy; return [x * sx + tx, y * sy + ty]; });
    });
    return topology.objects.countries.geometries.map((geometry) => {
      const parts = [];
      for (const polygon of geometry.arcs) {
        const part = { fill: new Path2D(), line: new Path2D(), west: 9, east: -9, north: 9, south: -9 };
        for (const ring of polygon) {
          let first = true, cut = false, last = null;
          for (const index of ring) {
            const arc = index >= 0 ? arcs[index] : arcs[~index].slice().reverse();
            for (let i = last ? 1 : 0; i < arc.length; i++) {
              const longitude = arc[i][0], x = longitude / 360 + 0.5, y = mercator(arc[i][1]);
              const edge = Math.abs(longitude) > 179.98 || arc[i][1] < -85;
              if (first) { part.fill.moveTo(x, y); part.line.moveTo(x, y); first = false; }
              else {
                part.fill.lineTo(x, y);
                if (edge && cut) part.line.moveTo(x, y); else part.line.lineTo(x, y);
              }
              cut = edge; last = arc[i];
              if (x < part.west) part.west = x;
              if (x > part.east) part.east = x;
              if (y < part.north) part.north = y;
              if (y > part.south) part.south = y;
            }
          }
          part.fill.closePath();
        }
        parts.push(part);
      }
      return { parts, about: geometry.properties };
    });
  }

  function load(detail) {
    if (world[detail]) return;
    world[detail] = "loading";
    fetch(STATIC + "countries-" + detail + ".json").then((answer) => answer.json()).then((topology) => {
      world[detail] = toPaths(topology);
      if (groundLayer) groundLayer.redraw();
      if (labelLayer) labelLayer.redraw();
      drawAreas();
    });
  }

  function countries(zoom) {
    const wanted = zoom < 3 ? "110m" : zoom < 6 ? "50m" : "10m";
    load(wanted);
    for (const detail of [wanted, "50m", "110m", "10m"]) if (Array.isArray(world[detail])) return world[detail];
    return [];
  }

  function paint(context, size, x, y, zoom, ratio) {
    const colours = COLOURS[dark ? "dark" : "light"], scale = size * Math.pow(2, zoom);
    context.fillStyle = colours.water;
    context.fillRect(0, 0, size * ratio, size * ratio);
    const west = x / Math.pow(2, zoom), north = y / Math.pow(2, zoom), side = 1 / Math.pow(2, zoom), edge = side / 32;
    const near = [];
    for (const country of countries(zoom)) for (const part of country.parts) {
      if (part.east > west - edge && part.west < west + side + edge && part.south > north - edge && part.north < north + side + edge) near.push(part);
    }
    context.setTransform(scale * ratio, 0, 0, scale * ratio, -x * size * ratio, -y * size * ratio);
    context.lineJoin = "round";
    context.fillStyle = colours.land;
    for (const part of near) context.fill(part.fill, "evenodd");
    context.lineWidth = (zoom < 4 ? 0.8 : 1.1) / scale;
    context.strokeStyle = colours.border;
    for (const part of near) context.stroke(part.line);
  }

  const Ground = L.GridLayer.extend({
    createTile(coords) {
      const ratio = Math.min(2, window.devicePixelRatio || 1), tile = L.DomUtil.create("canvas", "leaflet-tile");
      const size = this.getTileSize().x;
      tile.width = tile.height = size * ratio;
      paint(tile.getContext("2d"), size, coords.x, coords.y, coords.z, ratio);
      return tile;
    },
  });

  // Names of countries and towns on one canvas over the view, none on top of another
  const Labels = L.Layer.extend({
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "d-labels leaflet-zoom-hide", map.getPane("names"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend zoomend resize", this.redraw, this);
      this.redraw();
    },
    onRemove(map) { this._canvas.remove(); map.off("moveend zoomend resize", this.redraw, this); },
    redraw() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1), canvas = this._canvas;
      const margin = 120, width = size.x + 2 * margin, height = size.y + 2 * margin;
      canvas.width = width * ratio; canvas.height = height * ratio;
      canvas.style.width = width + "px"; canvas.style.height = height + "px";
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-margin, -margin]));
      const context = canvas.getContext("2d"), zoom = map.getZoom(), colours = COLOURS[dark ? "dark" : "light"];
      context.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
      context.textAlign = "center"; context.textBaseline = "middle"; context.lineJoin = "round";
      context.strokeStyle = colours.halo; context.lineWidth = 3;
      const taken = [], middle = map.getCenter().lng, pixels = 256 * Math.pow(2, zoom);
      const free = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
      const point = (latitude, longitude) => map.latLngToContainerPoint([latitude, longitude + 360 * Math.round((middle - longitude) / 360)]);
      const inside = (p) => p.x > -margin && p.x < size.x + margin && p.y > -margin && p.y < size.y + margin;
      const put = (text, x, y, w, h) => {
        const box = [x - w / 2 - 3, y - h / 2 - 1, x + w / 2 + 3, y + h / 2 + 1];
        if (!free(box)) return false;
        taken.push(box); context.strokeText(text, x, y); context.fillText(text, x, y);
        return true;
      };
      const marks = standing.map(({ at, dx, dy, radius }) => {
        const p = map.latLngToContainerPoint(at);
        taken.push([p.x + dx - radius, p.y + dy - radius, p.x + dx + radius, p.y + dy + radius]);
        return { x: p.x + dx, y: p.y + dy, radius };
      });
      // Beside the mark that covers the place, else above it, and where that is taken on another side
      const around = (p, w) => {
        const mark = marks.find((one) => Math.hypot(one.x - p.x, one.y - p.y) < 0.6 * one.radius);
        const { x, y } = mark || p, side = (mark ? mark.radius + 5 : 6) + w / 2, off = mark ? mark.radius + 9 : 9;
        const spots = [[x + side, y], [x, y - off], [x - side, y], [x, y + off + 1]];
        return mark ? spots : [spots[1], spots[0], spots[2], spots[3]];
      };
      context.fillStyle = colours.name;
      if (zoom <= 6) {
        context.font = `600 11.5px ${FONT}`;
        if ("letterSpacing" in context) context.letterSpacing = "1px";
        for (const country of countries(zoom).slice().sort((a, b) => b.about.size - a.about.size)) {
          const p = point(country.about.label[0], country.about.label[1]);
          if (!inside(p)) continue;
          const text = country.about.name.toUpperCase(), w = context.measureText(text).width;
          if (country.about.size * pixels / 360 > w * 0.7) [0, 18, -18, 34].some((off) => put(text, p.x, p.y + off, w, 12));
        }
        if ("letterSpacing" in context) context.letterSpacing = "0px";
      }
      const least = { 4: 4e6, 5: 1.5e6, 6: 6e5, 7: 2e5, 8: 8e4, 9: 4e4 }[zoom] || (zoom < 4 ? Infinity : 0);
      const capital = zoom >= 4 ? 0 : Infinity;
      let drawn = 0;
      context.font = `13px ${FONT}`;
      context.fillStyle = colours.town;
      for (const [name, latitude, longitude, people, isCapital] of towns) {
        if (people < least && !(isCapital && people > capital && zoom >= 5)) continue;
        const p = point(latitude, longitude);
        if (!inside(p)) continue;
        const w = context.measureText(name).width;
        if (around(p, w).some(([x, y]) => put(name, x, y, w, 13))) {
          context.beginPath(); context.arc(p.x, p.y, isCapital ? 2.6 : 1.9, 0, 7); context.stroke(); context.fill();
          taken.push([p.x - 3, p.y - 3, p.x + 3, p.y + 3]);
          if (++drawn > 90) break;
        }
      }
    },
  });

  function symbolSvg(kind, status, radius, dim) {
    const [, fill, path] = about.symbols[kind];
    const scale = radius / 8, edge = dark ? "#0d1116" : "#ffffff", ink = dark ? "#e9eef3" : "#1c2530";
    const hollow = ["planned", "threatened", "hypothetical", "denied"].includes(status);
    const dash = status === "threatened" ? "3 2" : status === "hypothetical" ? "1.2 1.8" : "";
    let inner = "";
    if (hollow) {
      inner += `<path d="${path}" fill="${dark ? "#1d252e" : "#ffffff"}" stroke="${ink}" stroke-width="3.4"/>`;
      inner += `<path d="${path}" fill="${dark ? "#1d252e" : "#ffffff"}" stroke="${fill}" stroke-width="2.2" ${dash ? `stroke-dasharray="${dash}"` : ""}/>`;
      if (status === "denied") inner += `<path d="M-9,9L9,-9" stroke="${ink}" stroke-width="2"/>`;
    } else {
      if (status === "ongoing") inner += `<circle r="12" fill="none" stroke="${edge}" stroke-width="4"/><circle r="12" fill="none" stroke="${fill}" stroke-width="2"/>`;
      inner += `<path d="${path}" fill="${fill}" ${status === "historical" ? 'fill-opacity=".45"' : ""} stroke="${edge}" stroke-width="3.4" paint-order="stroke"/>`;
      inner += `<path d="${path}" fill="none" stroke="${ink}" stroke-width=".9"/>`;
      if (status === "attempted") inner += `<clipPath id="d-half"><rect x="0" y="-12" width="12" height="24"/></clipPath><path d="${path}" fill="${edge}" clip-path="url(#d-half)" stroke="${ink}" stroke-width=".9"/>`;
    }
    const side = Math.ceil(radius * (status === "ongoing" ? 3.4 : 2.6)), half = side / 2 / scale;
    return [`<svg width="${side}" height="${side}" viewBox="${-half} ${-half} ${2 * half} ${2 * half}" aria-hidden="true" ${dim ? 'opacity=".5"' : ""}>${inner}</svg>`, side];
  }

  function pieSvg(kinds, count, radius, area) {
    const edge = dark ? "#0d1116" : "#ffffff";
    let turn = 0, inner = `<circle r="${radius + 1.5}" fill="${edge}"/>`;
    for (const [kind, number] of kinds) {
      const share = number / count, fill = about.symbols[kind][1];
      if (share > 0.999) { inner += `<circle r="${radius}" fill="${fill}"/>`; break; }
      const a = 2 * Math.PI * turn, b = 2 * Math.PI * (turn + share);
      inner += `<path d="M0,0L${radius * Math.sin(a)},${-radius * Math.cos(a)}A${radius},${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${radius * Math.sin(b)},${-radius * Math.cos(b)}Z" fill="${fill}" stroke="${edge}" stroke-width="1"/>`;
      turn += share;
    }
    const text = count < 1e4 ? String(count) : count < 1e6 ? Math.round(count / 1e3) + "k" : (count / 1e6).toFixed(1) + "M";
    inner += `<circle class="d-core" r="${radius - 5.5}"/>`;
    if (area) inner += `<circle r="${radius + 4}" fill="none" stroke="${dark ? "#c3ccd6" : "#3f4a56"}" stroke-width="1.5" stroke-dasharray="3 3"/>`;
    inner += `<text>${text}</text>`;
    const half = radius + 6;
    return [`<svg width="${2 * half}" height="${2 * half}" viewBox="${-half} ${-half} ${2 * half} ${2 * half}" aria-hidden="true">${inner}</svg>`, 2 * half];
  }

  // The shapes of countries below the marks of incidents known to a country only
  let areas = null, wantedAreas = [];
  function drawAreas() {
    if (!areas) return;
    areas.clearLayers();
    for (const [code, kind] of wantedAreas) {
      const country = countries(5).find((one) => one.about.code === code);
      if (country) areas.addLayer(new CountryShape(country, about.symbols[kind][1]));
    }
  }
  const CountryShape = L.Layer.extend({
    initialize(country, colour) { this._country = country; this._colour = colour; },
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "d-labels leaflet-zoom-hide", map.getPane("areas"));
      map.on("moveend zoomend resize", this.redraw, this);
      this.redraw();
    },
    onRemove(map) { this._canvas.remove(); map.off("moveend zoomend resize", this.redraw, this); },
    redraw() {
      const map = this._map, size = map.getSize(), canvas = this._canvas, ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = size.x * ratio; canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      const context = canvas.getContext("2d"), scale = 256 * Math.pow(2, map.getZoom());
      const bounds = map.getPixelBounds(), turn = Math.floor(map.getCenter().lng / 360 + 0.5);
      for (const shift of [turn - 1, turn, turn + 1]) {
        context.setTransform(scale * ratio, 0, 0, scale * ratio, (shift * scale - bounds.min.x) * ratio, -bounds.min.y * ratio);
        context.lineWidth = 1.6 / scale; context.setLineDash([5 / scale, 4 / scale]);
        context.strokeStyle = this._colour; context.fillStyle = this._colour;
        for (const part of this._country.parts) {
          context.globalAlpha = 0.16; context.fill(part.fill, "evenodd");
          context.globalAlpha = 0.9; context.stroke(part.line);
        }
      }
    },
  });

  // The density as a picture, from one byte a cell
  function heatLayer(heat) {
    const canvas = document.createElement("canvas");
    canvas.width = heat.columns; canvas.height = heat.rows;
    const bytes = atob(heat.cells), context = canvas.getContext("2d"), image = context.createImageData(heat.columns, heat.rows);
    const low = dark ? [45, 52, 120] : [255, 237, 160], mid = [240, 110, 60], high = dark ? [255, 244, 200] : [122, 6, 60];
    for (let i = 0; i < bytes.length; i++) {
      const v = bytes.charCodeAt(i) / 255, from = v < 0.5 ? low : mid, to = v < 0.5 ? mid : high, f = v < 0.5 ? v * 2 : v * 2 - 1;
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = from[c] + (to[c] - from[c]) * f;
      image.data[4 * i + 3] = 225 * Math.min(1, 1.2 * Math.pow(v, 0.7)); // fades out, so that no edge is seen
    }
    context.putImageData(image, 0, 0);
    const [south, west, north, east] = heat.box;
    return L.imageOverlay(canvas.toDataURL(), [[south, west], [north, east]], { pane: "areas", alt: "Density of incidents" });
  }

  function legend(map) {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("details", "d-legend");
      box.open = map.getSize().x > 1000 && map.getSize().y > 420;
      const rows = about.symbols.map(([name], i) => `<div>${symbolSvg(i, "occurred", 7)[0]}<span>${name}</span></div>`);
      const status = { ongoing: "still going on", planned: "planned", attempted: "attempted", threatened: "threatened", hypothetical: "only supposed", denied: "denied" };
      const states = Object.entries(status).map(([name, words]) => `<div>${symbolSvg(3, name, 6)[0]}<span>${words}</span></div>`);
      const pie = pieSvg([[0, 2], [1, 1], [3, 1]], 4, 13, false)[0], wide = pieSvg([[2, 3]], 3, 13, true)[0];
      box.innerHTML = `<summary>Legend</summary><div class="d-scroll" tabindex="0" role="group" aria-label="Legend"><div></div>${rows.join("")}<p>Status</p>${states.join("")}<p>Several at once</p>` +
        `<div>${pie}<span>incidents near each other; click to come closer</span></div><div>${wide}<span>place known only as an area, which is tinted</span></div>` +
        `<div class="d-last"><svg width="34" height="34" viewBox="-17 -17 34 34"><circle r="14" fill="#8886" stroke="#888" stroke-dasharray="4 3"/></svg><span>how far off the point may be</span></div></div>`;
      L.DomEvent.disableClickPropagation(box); L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
    return control;
  }

  let legendControl = null;
  function setDark(map, value) {
    if (value === dark && groundLayer && groundLayer._started) return;
    dark = value;
    document.documentElement.classList.toggle("d-dark", dark);
    groundLayer._started = true;
    groundLayer.redraw(); labelLayer.redraw();
    if (legendControl) legendControl.remove();
    legendControl = legend(map);
  }

  // The page's own font, which this frame does not have by itself
  function takeFont() {
    const link = window.parent.document.querySelector("link[rel=preload][as=font]");
    if (!link) return;
    new FontFace("Source Sans", `url(${link.href})`, { weight: "200 900" }).load().then((face) => {
      document.fonts.add(face);
      if (labelLayer) labelLayer.redraw();
    }, () => {});
  }

  function ground(map, told) {
    about = told;
    takeFont();
    for (const [name, order] of [["areas", 350], ["rings", 360], ["names", 450]]) {
      map.createPane(name).style.zIndex = order;
      map.getPane(name).style.pointerEvents = "none";
    }
    map.attributionControl.setPrefix(false);
    groundLayer = new Ground({ attribution: about.attribution, maxZoom: 18, updateWhenZooming: false, keepBuffer: 3 });
    labelLayer = new Labels();
    map.addLayer(groundLayer); map.addLayer(labelLayer);
    areas = L.layerGroup().addTo(map);
    load("110m");
    fetch(STATIC + "towns.json").then((answer) => answer.json()).then((rows) => { towns = rows; labelLayer.redraw(); });
    map.getContainer().setAttribute("role", "application");
    map.getContainer().setAttribute("aria-label", "Map of incidents. The table below lists the same incidents.");
    // The page sizes this frame after the map has started
    new ResizeObserver(() => {
      map.invalidateSize({ pan: false });
      if (map.getSize().x >= 100) map.setMinZoom(map.getSize().x < 512 ? 0 : 1); // the whole world fits on a phone too
      showWhole(map);
    }).observe(map.getContainer());
    for (const act of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(act, () => { whole = null; }, { passive: true });
    window.addEventListener("message", (event) => { if (event.data && event.data.type === "streamlit:render") setTimeout(() => named(map), 0); });
    named(map);
  }

  // All incidents in view on a screen of any size, until a person moves the map
  let whole = null;
  function showWhole(map) {
    if (!whole || map.getSize().x < 100) return;
    const box = L.latLngBounds([whole[0], whole[1]], [whole[2], whole[3]]), fits = map.getBoundsZoom(box, false, L.point(72, 72));
    const zoom = Math.max(map.getMinZoom(), Math.min(9, fits));
    if (zoom !== map.getZoom()) map.setView(box.getCenter(), zoom, { animate: false });
  }

  // Marks of areas step aside to the nearest free spot where they would lie on other marks, so that each can be clicked
  function aside(map, drawn, at, radius) {
    const here = map.latLngToLayerPoint(at), away = { x: 0, y: 0 };
    for (const other of drawn) {
      const far = Math.hypot(here.x - other.x, here.y - other.y);
      if (far > 1 && far < radius + other.radius) { away.x += (here.x - other.x) / far; away.y += (here.y - other.y) / far; }
    }
    const first = away.x || away.y ? Math.atan2(away.y, away.x) : Math.PI / 2; // away from what lies there, else down
    const free = (x, y) => drawn.every((other) => Math.hypot(x - other.x, y - other.y) >= radius + other.radius - 2);
    let [dx, dy] = [0, 0];
    search: for (let far = 0; far <= 96; far += 6) {
      for (const turn of [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6]) {
        const x = far * Math.cos(first + turn * Math.PI / 6), y = far * Math.sin(first + turn * Math.PI / 6);
        if (free(here.x + x, here.y + y)) { [dx, dy] = [Math.round(x), Math.round(y)]; break search; }
      }
    }
    drawn.push({ x: here.x + dx, y: here.y + dy, radius });
    return [dx, dy];
  }

  // Controls that Leaflet leaves without a name
  function named(map) {
    for (const link of map.getContainer().querySelectorAll("a[href='#']")) {
      link.setAttribute("role", "button");
      if (!link.getAttribute("aria-label") && link.title) link.setAttribute("aria-label", link.title);
    }
  }

  function draw(layer, data) {
    const map = window.map || layer._map || window.map_div;
    const focused = document.activeElement && document.activeElement.getAttribute("data-key");
    setDark(map, Boolean(data.dark));
    if (Boolean(data.tiles) !== Boolean(tileLayer)) {
      if (tileLayer) { map.removeLayer(tileLayer); tileLayer = null; map.addLayer(labelLayer); }
      else {
        tileLayer = L.tileLayer(data.tiles, { maxZoom: 18, attribution: '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>' });
        map.addLayer(tileLayer); map.removeLayer(labelLayer);
      }
    }
    if (window.drawnItems && window.drawnItems.clearLayers) window.drawnItems.clearLayers();
    if (data.area.length) L.polygon(data.area, { color: dark ? "#e9eef3" : "#1c2530", weight: 2, dashArray: "6 4", fillOpacity: 0.05, interactive: false }).addTo(layer);
    if (data.heat) layer.addLayer(heatLayer(data.heat));
    whole = data.whole;
    setTimeout(() => showWhole(map), 0);
    wantedAreas = []; standing = [];
    let order = 0;
    const sized = (group) => group.n > 1 ? Math.min(26, 13 + 2.2 * Math.log2(group.n)) : group.area ? 12 : 0;
    const drawn = data.groups.filter((group) => !group.area).map((group) => ({ ...map.latLngToLayerPoint(group.at), radius: sized(group) || 10 }));
    for (const group of data.groups) {
      const top = group.k.reduce((best, one) => (one[1] > best[1] ? one : best))[0], colour = about.symbols[top][1];
      if (group.country) wantedAreas.push([group.country, top]);
      else if (group.km && group.km > 0.5) {
        L.circle(group.at, { radius: group.km * 1000, pane: "rings", interactive: false, color: colour, weight: group.area ? 1.6 : 1.2, dashArray: "5 4", opacity: 0.9, fillColor: colour, fillOpacity: group.area ? 0.12 : 0.08 }).addTo(layer);
      }
      const radius = sized(group);
      const [html, side] = radius ? pieSvg(group.k, group.n, radius, group.area) : symbolSvg(top, group.status, 9, false);
      const [dx, dy] = group.area ? aside(map, drawn, group.at, radius + 4) : [0, 0];
      standing.push({ at: group.at, dx, dy, radius: group.on ? side / 2 + 9 : radius ? radius + (group.area ? 5 : 2) : 10 });
      if (Math.hypot(dx, dy) > 12) {
        const stands = map.layerPointToLatLng(map.latLngToLayerPoint(group.at).add([dx, dy])), ink = dark ? "#c3ccd6" : "#3f4a56";
        L.polyline([group.at, stands], { pane: "rings", interactive: false, color: ink, weight: 1.5, dashArray: "2 3" }).addTo(layer);
        L.circleMarker(group.at, { pane: "rings", interactive: false, radius: 2.5, color: ink, fillColor: ink, fillOpacity: 1, weight: 0 }).addTo(layer);
      }
      const marker = L.marker(group.at, {
        icon: L.divIcon({ html, className: "d-mark" + (group.on ? " d-on" : ""), iconSize: [side, side], iconAnchor: [side / 2 - dx, side / 2 - dy] }),
        keyboard: true, zIndexOffset: (group.area ? -500 : 0) + (group.on ? 2000 : 0) - order++, riseOnHover: true,
      });
      marker.feature = { type: "Feature", properties: { pick: group.pick } };
      marker.bindTooltip(group.label, { className: "d-tip", direction: "top", offset: [dx, dy - side / 2], opacity: 1 });
      if (!group.pick) marker.on("click", () => {
        const [south, west, north, east] = group.box, shift = 360 * Math.round((group.at[1] - (west + east) / 2) / 360);
        const bounds = L.latLngBounds([south, west + shift], [north, east + shift]);
        const zoom = Math.max(map.getZoom() + 1, Math.min(12, map.getBoundsZoom(bounds.pad(0.15))));
        map.setView(bounds.getCenter(), zoom, { animate: !still() });
      });
      marker.group = group;
      marker.key = group.pick || group.at.join(" ");
      marker.addTo(layer);
    }
    drawAreas();
    labelLayer.redraw();
    named(map);
    setTimeout(() => layer.eachLayer((mark) => { if (mark.group) name(mark, focused); }), 0); // once the layer is on the map
  }

  // A mark's name for a screen reader; the one that had the focus before the marks were drawn anew has it again
  function name(mark, focused) {
    const element = mark.getElement(), plain = document.createElement("textarea");
    if (!element) return;
    plain.innerHTML = mark.group.label;
    element.setAttribute("data-key", mark.key);
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", plain.value + (mark.group.pick ? "" : ". Come closer"));
    element.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      mark.fire("click", { latlng: mark.getLatLng() }, true);
    };
    if (focused && focused === mark.key) element.focus({ preventScroll: true });
  }

  return { ground, draw };
})();
