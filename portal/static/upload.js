// Files sent in pieces, so that a broken line or a reload loses nothing. Without this the forms send them whole.
"use strict";
for (const form of document.querySelectorAll("form[data-pieces]")) {
  form.addEventListener("submit", (event) => {
    const input = form.querySelector("input[type=file]");
    if (!input.files.length) return;
    event.preventDefault();
    const files = Array.from(input.files);
    input.value = "";
    sendAll(form, files);
  });
}

async function sendAll(form, files) {
  for (const file of files) {
    const shown = lineFor(form, file);
    try {
      await send(form, file, shown);
    } catch (error) {
      shown.say(`${form.dataset.failed} ${error.message}`, true);
    }
    htmx.ajax("GET", form.dataset.files, { source: "#files", target: "#files", swap: "files" });
  }
}

async function send(form, file, shown) {
  if (!file.size || file.size > Number(form.dataset.most)) throw new Error(form.dataset.tooLarge);
  const begun = await ask(form, form.dataset.pieces, shown, {
    name: file.name, bytes: file.size, purpose: form.elements.purpose.value, mark: String(file.lastModified),
  });
  const address = `${form.dataset.pieces}/${begun.id}`;
  let offset = begun.offset;
  while (offset < file.size) {
    shown.progress(offset);
    const piece = await file.slice(offset, offset + begun.piece).arrayBuffer();
    offset = (await ask(form, `${address}?offset=${offset}`, shown, piece)).offset;
  }
  shown.progress(file.size);
  const { refused } = await ask(form, `${address}/end`, shown, {});
  if (refused.length) throw new Error(refused.map((one) => `${one.name}: ${one.reason}`).join("; "));
  shown.say(form.dataset.sent, false);
}

// One request; while the line is broken it is tried again, with longer pauses. 409 tells where to go on.
async function ask(form, address, shown, body) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" };
  const isPiece = body instanceof ArrayBuffer;
  if (isPiece) {
    headers["Content-Type"] = "application/octet-stream";
    if (window.crypto.subtle) headers["X-Piece-SHA256"] = hex(await crypto.subtle.digest("SHA-256", body));
  }
  for (let pause = 1; ; pause = Math.min(pause * 2, 30)) {
    try {
      const answer = await fetch(address, { method: "POST", headers, body: isPiece ? body : new URLSearchParams(body) });
      if (answer.status < 500 || answer.status === 507) return await understood(answer);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    shown.say(form.dataset.waiting, false);
    await new Promise((done) => setTimeout(done, pause * 1000));
  }
}

async function understood(answer) {
  const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const data = isData ? await answer.json() : { error: String(answer.status) };
  if (data.error) throw new Error(data.error);
  return data;
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function lineFor(form, file) {
  const line = document.createElement("p");
  const name = document.createElement("bdi");
  const bar = document.createElement("progress");
  const words = document.createElement("span");
  name.textContent = file.name;
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  words.textContent = form.dataset.sending;
  line.append(name, " ", bar, " ", words);
  form.querySelector(".sendings").append(line);
  return {
    progress(done) { bar.value = done; words.textContent = form.dataset.sending; },
    say(text, isOver) { words.textContent = text; if (isOver) bar.remove(); },
  };
}
