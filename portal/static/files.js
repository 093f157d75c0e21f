/* The list of files as it is now, put into the one that is shown. Files that are there stay the elements that they are, with
what a person has chosen and where they are; only what the machine says of them is taken over. */
"use strict";
(() => {
  const parts = (list) => list.querySelectorAll("li, :scope > .reading");

  const renewed = (before, now) => {
    const old = before.matches(".reading") ? before : before.querySelector(".reading");
    const fresh = now.matches(".reading") ? now : now.querySelector(".reading");
    if (old.textContent === fresh.textContent) return [];
    old.replaceWith(fresh);
    return [fresh];
  };

  const merged = (list, given) => {
    const added = [];
    const names = new Set([...parts(given)].map((one) => one.id));
    for (const one of list.querySelectorAll("li")) if (!names.has(one.id)) one.remove();
    for (const one of parts(given)) {
      const before = [...parts(list)].find((other) => other.id === one.id);
      if (!before) list.querySelector("ul").append(one);
      added.push(...(before ? renewed(before, one) : [one]));
    }
    return added;
  };

  htmx.defineExtension("files", {
    handleSwap(style, list, fragment) {
      const given = fragment.querySelector("#files");
      return style === "files" && (given ? merged(list, given) : []);
    },
  });
})();
