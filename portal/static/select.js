/* Text that is selected on the page of a file goes into a field of the form. Without this, copy and paste does the same. */
"use strict";
(() => {
  const words = { text: "", field: "" };

  const selectedIn = (place) => {
    const selection = document.getSelection();
    const inside = place && selection.rangeCount && place.contains(selection.getRangeAt(0).commonAncestorContainer);
    return inside ? selection.toString().replace(/\s+/g, " ").trim() : "";
  };

  const nameOf = (input) => {
    const own = input.labels[0] ? input.labels[0].textContent.trim() : input.name;
    const around = input.closest("fieldset");
    const heading = around && around.querySelector("legend").textContent.trim();
    return heading && !own.startsWith(heading) ? `${heading}: ${own}` : own;
  };

  const fill = (chooser) => {
    const before = words.field || chooser.value;
    chooser.replaceChildren(...[...document.querySelectorAll("#edit [data-fill]")].map((input) => {
      const option = new Option(nameOf(input), input.id);
      option.selected = input.id === before;
      return option;
    }));
  };

  document.addEventListener("selectionchange", () => {
    const bar = document.getElementById("selected");
    const text = selectedIn(document.getElementById("page-text"));
    if (!bar || !text) return;
    words.text = text;
    if (bar.hidden) fill(document.getElementById("selected-field"));
    bar.hidden = false;
  });

  document.addEventListener("click", (event) => {
    if (event.target.id !== "selected-put") return;
    const input = document.getElementById(document.getElementById("selected-field").value);
    if (!input || !words.text) return;
    words.field = input.id;
    const around = input.closest("details");
    if (around) around.open = true;
    const adds = input.dataset.fill === "add" && input.value;
    input.value = adds ? `${input.value}\n${words.text}` : words.text;
    input.focus();
    document.getElementById("selected").hidden = true;
  });
})();
