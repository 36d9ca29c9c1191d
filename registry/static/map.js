/* The map: Leaflet and its clusters, fetched from our own server when it is opened. Its points come from a part of the page
   that is drawn like any other, so its texts are the page's own. Without an address for tiles nothing else is fetched. */
const here = (path) => new URL(path, import.meta.url).href;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
/* A single town doesn't fill the map at first; nobody needs to come closer than a district. */
const FIRST_ZOOM = 12;
const [FARTHEST, CLOSEST] = [7, 15];

let library;
function load() {
  library ??= (async () => {
    for (const sheet of ["vendor/leaflet/leaflet.css", "vendor/leaflet/MarkerCluster.css", "map.css"]) add("link", { rel: "stylesheet", href: here(sheet) });
    await add("script", { src: here("vendor/leaflet/leaflet.js") });
    await add("script", { src: here("vendor/leaflet/leaflet.markercluster.js") });
  })();
  library.catch(() => { library = undefined; });
  return library;
}

function add(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

async function points(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

let drawn;
/* Draw the map of what `section` points to, unless it is what stands there already. */
export async function show(section) {
  const address = section.dataset.points;
  const canvas = section.querySelector(".map-canvas");
  if (drawn && drawn.canvas === canvas && drawn.address === address) return drawn.map.invalidateSize();
  try {
    const [found] = await Promise.all([points(address), load()]);
    if (!canvas.isConnected || section.dataset.points !== address) return;
    draw(section, canvas, found);
    drawn.address = address;
  } catch (problem) {
    console.error(problem);
    section.querySelector(".map-said").textContent = section.dataset.failed;
  }
}

function draw(section, canvas, found) {
  const places = [...found.querySelectorAll("[data-name]")].map(place);
  section.querySelector(".map-said").replaceChildren(...found.querySelectorAll(".map-note"));
  if (!drawn || drawn.canvas !== canvas) {
    if (drawn) drawn.map.remove();
    drawn = { canvas, map: ground(section, canvas) };
  }
  const { map } = drawn;
  if (drawn.layer) drawn.layer.remove();
  const { lat, lon, radius } = found.querySelector(".map-points").dataset;
  const busy = places.filter((one) => one.count);
  const seen = L.latLngBounds((busy.length ? busy : places).map((one) => one.at));
  if (radius) seen.extend(L.latLng(lat, lon).toBounds(radius * 2000));
  map.fitBounds(seen, { padding: [48, 32], maxZoom: FIRST_ZOOM, animate: false });
  const layer = drawn.layer = L.featureGroup().addTo(map);
  if (radius) L.circle([lat, lon], { radius: radius * 1000, className: "map-reach", interactive: false }).addTo(layer);
  places.filter((one) => !one.count).forEach((one) => town(one).addTo(layer));
  const clusters = L.markerClusterGroup({ maxClusterRadius: 38, showCoverageOnHover: false, animate: !calm, iconCreateFunction: (cluster) => gathered(cluster, section) });
  clusters.addLayers(busy.map((one) => pin(one, section))).addTo(layer);
  clusters.on("animationend", () => setNames(canvas));
  setNames(canvas);
  /* A group that is opened goes away, and the focus with it. */
  clusters.on("clusterkeypress", () => canvas.focus({ preventScroll: true }));
}

function ground(section, canvas) {
  const said = section.dataset;
  const map = L.map(canvas, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: FARTHEST, maxZoom: CLOSEST,
    dragging: matchMedia("(pointer: fine)").matches, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm,
  });
  L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (said.tiles) L.tileLayer(said.tiles, { maxZoom: CLOSEST }).addTo(map);
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-labelledby", "map-title");
  canvas.classList.toggle("map-plain", !said.tiles);
  /* The box of a place is read from its title; when it closes, the focus goes back to its point. */
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", said.close);
    popup.getElement().querySelector("h4").focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup }) => {
    const point = popup._source && popup._source.getElement();
    if (point && (popup.getElement().contains(document.activeElement) || document.activeElement === document.body)) point.focus({ preventScroll: true });
  });
  map.on("zoomend", () => requestAnimationFrame(() => setNames(canvas)));
  canvas.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  return map;
}

const place = (item) => ({ at: [item.dataset.lat, item.dataset.lon], name: item.dataset.name, count: Number(item.dataset.count), aside: "aside" in item.dataset, box: item.firstElementChild });

/* A point: how many, and where. The words are the name of the button that it is. */
function label(count, name, section, aside) {
  const made = document.createElement("span");
  made.className = `map-pin${aside ? " map-pin-aside" : ""}`;
  const parts = [["map-pin-count", count], ["sr-only", ` ${section.dataset.offers} `], ["map-pin-name", name]];
  made.append(...parts.map(([className, textContent]) => Object.assign(document.createElement("span"), { className, textContent })));
  return L.divIcon({ html: made, className: "map-icon", iconSize: null });
}

function pin(one, section) {
  one.box.querySelector("h4").tabIndex = -1;
  const options = { icon: label(one.count, one.name, section, one.aside), count: one.count, name: one.name, aside: one.aside };
  return L.marker(one.at, options).bindPopup(one.box, { minWidth: 220, maxWidth: 300, maxHeight: 280, className: "map-popup" });
}

function gathered(cluster, section) {
  const all = cluster.getAllChildMarkers().map((marker) => marker.options);
  const largest = all.reduce((most, one) => (one.count > most.count ? one : most));
  const count = all.reduce((sum, one) => sum + one.count, 0);
  return label(count, `${largest.name} ${section.dataset.more}`, section, all.every((one) => one.aside));
}

/* A town without offers, for finding one's way. */
function town(one) {
  const name = Object.assign(document.createElement("span"), { className: "map-town", textContent: one.name });
  name.setAttribute("aria-hidden", "true");
  return L.marker(one.at, { icon: L.divIcon({ html: name, className: "map-icon", iconSize: null }), interactive: false, keyboard: false, zIndexOffset: -1000 });
}

/* Names stand to the right of their points, to the left or below, or only come when one points at them: none over another. */
const SIDES = ["map-pin-left", "map-pin-below", "map-pin-above"];
function setNames(canvas) {
  const pins = [...canvas.querySelectorAll(".map-pin")].sort((one, other) => countOf(other) - countOf(one));
  const taken = pins.map((one) => one.firstChild.getBoundingClientRect());
  const edge = canvas.getBoundingClientRect();
  const isFree = (name) => {
    const box = name.getBoundingClientRect();
    if (box.left < edge.left || box.right > edge.right) return false;
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return false;
    taken.push(box);
    return true;
  };
  pins.forEach((one) => {
    one.classList.remove(...SIDES, "map-pin-short");
    const side = [null, ...SIDES].find((side) => {
      one.classList.remove(...SIDES);
      if (side) one.classList.add(side);
      return isFree(one.lastChild);
    });
    if (side === undefined) one.classList.add("map-pin-short");
  });
  canvas.querySelectorAll(".map-town").forEach((name) => {
    name.hidden = false;
    name.hidden = !isFree(name);
  });
}

const countOf = (one) => Number(one.firstChild.textContent);
