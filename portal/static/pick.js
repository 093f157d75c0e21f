/* A search in a list of things to tick: Enter chooses the only one that fits, or the one that is in focus, and sends
nothing; the arrows go through what was found. Without this, Tab and Space do it. */
"use strict";
(() => {
  const LIST = ".picked, .found-values";
  const listed = new WeakMap();
  const hasty = new WeakSet();

  const listOf = (element) => {
    const around = element.closest("fieldset");
    return around && around.querySelector("[data-picks]") && around.querySelector(LIST);
  };
  const found = (input) => [...listOf(input).querySelectorAll("input[type=checkbox]:not(:checked)")];

  const choose = (input) => {
    const options = found(input);
    if (options.length > 1) options[0].focus();
    if (options.length !== 1 || !input.value.trim()) return;
    options[0].click();
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const step = (box, by) => {
    const input = box.closest("fieldset").querySelector("[data-picks]");
    const boxes = [...listOf(box).querySelectorAll("input[type=checkbox]")];
    (boxes[boxes.indexOf(box) + by] || (by < 0 ? input : box)).focus();
  };

  const inSearch = (event, input) => {
    if (event.key === "ArrowDown") (found(input)[0] || input).focus();
    else if (event.key !== "Enter") return;
    else if ((listed.get(input) ?? input.defaultValue) === input.value) choose(input);
    else hasty.add(input);
    event.preventDefault();
  };

  const inList = (event, box) => {
    if (event.key === "Enter") box.click();
    else if (event.key === "ArrowDown") step(box, 1);
    else if (event.key === "ArrowUp") step(box, -1);
    else return;
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.target instanceof HTMLInputElement) || !listOf(event.target)) return;
    if (event.target.matches("[data-picks]")) inSearch(event, event.target);
    else if (event.target.type === "checkbox") inList(event, event.target);
  });

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const input = detail.elt;
    if (!detail.successful || !input.matches("[data-picks]")) return;
    listed.set(input, detail.requestConfig.parameters[input.name]);
    if (listed.get(input) === input.value && hasty.delete(input)) choose(input);
  });
})();
