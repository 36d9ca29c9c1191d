/* Keys for those who review all day. A key moves to a place or follows a link; none of them decides anything.
   They are single letters, so they can be switched off (WCAG 2.1.4), rest while one types, and leave keys with
   Ctrl, Alt or Meta to the browser and to screen readers. Without this script the list of them is not shown. */
const OFF = "genveje-slaaet-fra";

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return true; /* where nothing can be kept, they could not be switched off */
  }
}

function drawSwitch() {
  const help = document.getElementById("shortcuts");
  if (!help) return;
  let canKeep = true;
  try {
    localStorage.getItem(OFF);
  } catch {
    canKeep = false;
  }
  help.hidden = !canKeep;
  const button = help.querySelector("[data-switch]");
  button.textContent = isOff() ? button.dataset.turnOn : button.dataset.turnOff;
  help.classList.toggle("is-off", isOff());
}

function isTyping(target) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

/* The row of the queue before or after the one that has the focus. */
function goToRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
  const help = document.getElementById("shortcuts");
  if (!help || isOff()) return;
  if (event.key === "?") {
    help.open = !help.open;
    help.querySelector("summary").focus();
  } else if (event.key === "j" || event.key === "k") {
    goToRow(event.key === "j" ? 1 : -1);
  } else {
    const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!place) return;
    if (place.matches("a")) place.click();
    else {
      const closed = place.closest("details:not([open])");
      if (closed) closed.open = true;
      place.focus();
    }
  }
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-switch]");
  if (!button) return;
  if (isOff()) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  drawSwitch();
});

/* A chosen reason goes into the message at once; without a script the page is drawn again with it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const chosen = document.getElementById("template").selectedOptions[0];
  const note = document.getElementById("note");
  event.preventDefault();
  if (!chosen || !chosen.dataset.text) return;
  note.value = note.value.trim() ? `${note.value.trim()}\n\n${chosen.dataset.text}` : chosen.dataset.text;
  note.focus();
});

document.addEventListener("DOMContentLoaded", drawSwitch);

/* Many offers: a mark at all of the page. */
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-mark-all]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    document.querySelectorAll("#many input[name=tilbud]").forEach((box) => (box.checked = true));
  });
});
