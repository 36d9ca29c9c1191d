/* The find page: what its map, its chips' small forms and its guide need on top of plain links and forms. */
const root = document.documentElement;
root.classList.add("is-scripted");

/* A chip's form opens over the page: its field gets the focus, and Escape, a click elsewhere or an answer closes it. */
const openForms = () => document.querySelectorAll(".chip-edit[open]");
const closeForms = (kept) => openForms().forEach((form) => form !== kept && (form.open = false));
document.addEventListener("toggle", (event) => {
  if (!event.target.matches(".chip-edit") || !event.target.open) return;
  closeForms(event.target);
  const form = event.target.querySelector(".chip-form");
  form.classList.toggle("chip-form-end", form.getBoundingClientRect().right > root.clientWidth);
  event.target.querySelector("input:not([type=hidden]), select").focus();
}, true);
document.addEventListener("click", (event) => closeForms(event.target.closest(".chip-edit")));
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest(".chip-edit[open]");
  if (!form) return;
  form.open = false;
  form.querySelector("summary").focus();
});
document.addEventListener("htmx:before:swap", () => closeForms());

/* What an answer changed among the chips is said before how many offers there now are. */
const english = root.lang === "en";
const SAID = english ? ["Added", "Removed", "Must fit", "Preferably"] : ["Tilføjet", "Fjernet", "Skal passe", "Gerne"];
const chips = () => new Map([...document.querySelectorAll(".chip")].map((chip) => [chip.dataset.name, chip.matches(".chip-must")]));
let before = new Map();
document.addEventListener("htmx:before:swap", () => { before = chips(); });
function sayChanges() {
  const now = chips();
  const names = (some) => [...some].map(([name]) => name).join(", ");
  const flagged = (must) => [...now].filter(([name, is]) => is === must && before.has(name) && before.get(name) !== must);
  const changes = [
    [...now].filter(([name]) => !before.has(name)), [...before].filter(([name]) => !now.has(name)), flagged(true), flagged(false),
  ].map((some, at) => some.length && `${SAID[at]}: ${names(some)}.`).filter(Boolean);
  const announcer = document.getElementById("announcer");
  if (changes.length && document.getElementById("results-title")) announcer.textContent = `${changes.join(" ")} ${announcer.textContent}`;
}

/* The map is fetched when it is first opened, stays open from search to search, and is remembered by the address. */
const withoutHash = () => location.pathname + location.search;
const showMap = () => import("./map.js").then((map) => map.show(document.getElementById("kort")));
function toggleMap(opens) {
  root.classList.toggle("map-open", opens);
  history.replaceState(history.state, "", withoutHash() + (opens ? "#kort" : ""));
  if (opens) showMap();
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-map-toggle]")) toggleMap(!root.classList.contains("map-open"));
});

/* The guide's comboboxes are fetched with it. */
const enhance = () => document.querySelector("[data-combobox]") && import("./guide.js").then((guide) => guide.enhance());

function ready() {
  enhance();
  if (root.classList.contains("map-open") && document.getElementById("kort")) {
    history.replaceState(history.state, "", `${withoutHash()}#kort`);
    showMap();
  }
}
if (location.hash === "#kort" && document.getElementById("kort")) toggleMap(true);
document.addEventListener("htmx:after:swap", (event) => {
  if (event.target.id === "guide-count") return;
  sayChanges();
  ready();
});
enhance();
