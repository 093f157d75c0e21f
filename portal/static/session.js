/* When a session ends while something is typed, the page says so and keeps it; after a new sign-in its forms get the new
token, and what could not be saved is saved. Without this the forms do it with a page of their own. */
"use strict";
(() => {
  const unsaved = new Set();
  let renewals = 0;

  const renew = (token) => {
    for (const input of document.getElementsByName("csrf_token")) input.value = token;
    document.querySelector(".workplace").setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  };

  const saveAgain = () => {
    for (const form of [...unsaved]) {
      unsaved.delete(form);
      htmx.trigger(form, "change");
    }
  };

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const note = document.getElementById("ended");
    const token = detail.xhr.getResponseHeader("X-CSRFToken");
    if (detail.successful) {
      renewals = 0;
      note.replaceChildren();
      saveAgain();
    } else if (detail.xhr.getResponseHeader("X-Session-Ended")) {
      if (!note.hasChildNodes()) note.innerHTML = detail.xhr.responseText;
      if (detail.requestConfig.verb === "post") unsaved.add(detail.elt);
      if (token) renew(token);
      if (token && renewals++ < 2) saveAgain();
    }
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) saveAgain();
  });
})();
