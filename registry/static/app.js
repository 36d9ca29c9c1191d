/* Small helps on top of pages that work without them. */
"use strict";

/* Enter sends a search sentence; Shift+Enter breaks the line. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("form[role=search] textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

/* Characters left, under fields that have a limit: seen at once, said at most once a second. */
let counterTimer;
document.addEventListener("input", (event) => {
  const field = event.target;
  const most = Number(field.dataset && field.dataset.most);
  const counter = most && document.getElementById(`${field.id}-count`);
  if (!counter) return;
  const left = most - Array.from(field.value).length;
  const english = document.documentElement.lang === "en";
  const n = Math.abs(left);
  const text = english
    ? `${n} character${n === 1 ? "" : "s"} ${left >= 0 ? "left" : "too many"}`
    : `${n} tegn ${left >= 0 ? "tilbage" : "for meget"}`;
  counter.textContent = text;
  counter.classList.toggle("limit-over", left < 0);
  clearTimeout(counterTimer);
  counterTimer = setTimeout(() => announce(text), 1000);
});

/* Say something to screen readers without moving focus. */
function announce(text) {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = text;
}

/* After a part of the page was swapped. Swaps keep what is typed and ticked, so on the find page, where the answer is the
   truth, fields are set to what the server drew; the guide's own are left, since only its count comes anew. Focus goes to what the part names, or its list of errors, unless it
   is at work among the filters. */
document.addEventListener("htmx:after:swap", (event) => {
  document.querySelectorAll("#find form:not(#guide-form)").forEach((form) => form.reset());
  const target = document.querySelector("#error-summary:not([data-told]), [data-focus]");
  if (!target) return;
  const source = event.detail && event.detail.ctx && event.detail.ctx.sourceElement;
  if (!(source && source.closest("#filter-form"))) target.focus({ preventScroll: target.id !== "error-summary" });
  if (target.dataset.focus) announce(target.dataset.focus);
  target.removeAttribute("data-focus");
  if (target.id === "error-summary") target.dataset.told = "";
});

document.addEventListener("DOMContentLoaded", () => {
  const summary = document.getElementById("error-summary");
  if (!summary) return;
  summary.focus();
  summary.dataset.told = ""; /* a later swap elsewhere on the page must not bring the focus back to it */
});

/* Buttons that only a script can serve stay hidden without one. */
function showScriptedButtons() {
  document.querySelectorAll("[data-print], [data-copy]").forEach((button) => {
    if (button.matches("[data-print]") || navigator.clipboard) button.hidden = false;
  });
}
document.addEventListener("DOMContentLoaded", showScriptedButtons);
document.addEventListener("htmx:after:swap", showScriptedButtons);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.matches("[data-print]")) return window.print();
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(button.dataset.copied);
  button.lastChild.textContent = button.dataset.copied;
});
