/* The guide: lists that are looked through by typing, and how much is chosen in each group. */
const english = document.documentElement.lang === "en";
const WORDS = english
  ? {
    short: (least) => `Write at least ${least} characters`,
    none: "Nothing found",
    chosen: (what, of, at) => `${what}, ${at + 1} of ${of}, is highlighted`,
    some: (n, what) => `${n === 1 ? "1 suggestion" : `${n} suggestions`}. ${what}`,
    hint: "Suggestions come as you write. Use the arrow keys to look through them and Enter to choose. On a touch screen, move your finger.",
    picked: (what) => `${what} is chosen`,
    count: (n) => `${n} chosen`,
  }
  : {
    short: (least) => `Skriv mindst ${least} tegn`,
    none: "Intet fundet",
    chosen: (what, of, at) => `${what}, nummer ${at + 1} af ${of}, er markeret`,
    some: (n, what) => `${n === 1 ? "1 forslag" : `${n} forslag`}. ${what}`,
    hint: "Forslag kommer, mens du skriver. Gå gennem dem med piletasterne, og vælg med Enter. På en berøringsskærm fører du fingeren hen over dem.",
    picked: (what) => `${what} er valgt`,
    count: (n) => `${n} valgt`,
  };
const MOST = 8;

let library;
const load = () => library ??= new Promise((resolve, reject) => {
  const src = new URL("vendor/autocomplete/accessible-autocomplete.min.js", import.meta.url).href;
  document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
});

/* Make comboboxes of what asks for them; each once. Without the library the plain lists stay as they are. */
export async function enhance() {
  await load();
  document.querySelectorAll("[data-combobox]:not([data-enhanced])").forEach((group) => {
    group.dataset.enhanced = "";
    MAKERS[group.dataset.combobox](group);
  });
}

const plain = (text) => text.toLowerCase().replaceAll("å", "aa").replaceAll("æ", "ae").replaceAll("ø", "oe").normalize("NFD").replace(/\p{M}/gu, "");

/* What begins with what was typed comes first, then where a word does, then where it stands anywhere. */
function matching(texts) {
  const known = texts.map((text) => [text, plain(text)]);
  return (typed, give) => {
    const query = plain(typed.trim());
    const rank = (text) => (text.startsWith(query) ? 0 : text.includes(` ${query}`) || text.includes(`(${query}`) ? 1 : 2);
    const found = known.filter(([, text]) => text.includes(query)).sort((one, other) => rank(one[1]) - rank(other[1]));
    give(found.slice(0, MOST).map(([text]) => text));
  };
}

const common = (group) => ({
  autoselect: true,
  displayMenu: "overlay",
  minLength: 1,
  inputClasses: "form-input",
  tNoResults: () => group.dataset.empty || WORDS.none,
  tStatusQueryTooShort: WORDS.short,
  tStatusNoResults: () => group.dataset.empty || WORDS.none,
  tStatusSelectedOption: WORDS.chosen,
  tStatusResults: WORDS.some,
  tAssistiveHint: () => WORDS.hint,
});

const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
const entries = (select) => [...select.options].filter((option) => option.value);

const MAKERS = {
  /* A place: one of a list. What is no place of it means no place. */
  sted(group) {
    const select = group.querySelector("select");
    const choose = (option) => {
      if (option ? option.selected && select.value : !select.value) return;
      if (option) option.selected = true;
      else select.value = "";
      changed(select);
    };
    const named = (text) => entries(select).find((option) => option.textContent === text);
    accessibleAutocomplete.enhanceSelectElement({
      ...common(group),
      selectElement: select,
      defaultValue: "",
      placeholder: select.options[0].textContent,
      source: matching(entries(select).map((option) => option.textContent)),
      onConfirm: (text) => choose(named(text ?? group.querySelector("input").value)),
    });
    group.querySelector("input").addEventListener("input", (event) => {
      if (!event.target.value) choose(null);
    });
  },
  /* A need: ticks the box that stands in its group. */
  behov(group) {
    const id = "guide-behov";
    const label = Object.assign(document.createElement("label"), { className: "form-label", htmlFor: id, textContent: group.dataset.label });
    const element = document.createElement("div");
    group.append(label, element);
    const boxes = new Map([...document.querySelectorAll(".guide-groups [name$=behov]")].map((box) => [named(box), box]));
    pickFrom(group, element, id, [...boxes.keys()], (text) => tick(boxes.get(text)));
  },
  /* An activity: ticks its box where there is one, else adds one. */
  aktivitet(group) {
    const select = group.querySelector("select");
    const values = new Map(entries(select).map((option) => [option.textContent, option.value]));
    const element = document.createElement("div");
    const described = select.getAttribute("aria-describedby");
    const { id, name } = select;
    select.replaceWith(element);
    pickFrom(group, element, id, [...values.keys()], (text) => {
      const known = [...document.querySelectorAll("#guide-aktivitet input")].find((box) => box.value === values.get(text));
      tick(known || addBox(name, values.get(text), text));
    });
    group.querySelector("input").setAttribute("aria-describedby", `${described} ${id}__assistiveHint`);
  },
};

/* A combobox that empties itself once something is picked, ready for the next. */
function pickFrom(group, element, id, texts, pick) {
  accessibleAutocomplete({
    ...common(group), element, id, name: "", confirmOnBlur: false, source: matching(texts),
    onConfirm: (text) => {
      if (!text) return;
      pick(text);
      window.announce(WORDS.picked(text));
      setTimeout(() => {
        const input = group.querySelector("input");
        input.value = "";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
  });
}

const named = (box) => box.parentElement.querySelector("label").textContent;

function tick(box) {
  box.checked = true;
  box.closest("details").open = true;
  changed(box);
}

function addBox(name, value, text) {
  const line = document.querySelector("#guide-aktivitet .form-group-checkbox").cloneNode(true);
  const box = line.querySelector("input");
  const id = `guide-${name}-${value}`;
  Object.assign(box, { id, name, value });
  Object.assign(line.querySelector("label"), { htmlFor: id, textContent: text });
  document.querySelector("#guide-aktivitet fieldset legend").after(line);
  return box;
}

document.addEventListener("change", (event) => {
  const group = event.target.matches(".guide [type=checkbox]") && event.target.closest("details");
  if (!group) return;
  const n = group.querySelectorAll(":checked").length;
  const summary = group.querySelector("summary");
  const count = summary.querySelector(".facet-chosen") || summary.appendChild(Object.assign(document.createElement("span"), { className: "facet-chosen" }));
  count.textContent = n ? WORDS.count(n) : "";
});
