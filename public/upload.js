// Sends chosen files in pieces, so that a lost connection costs one piece. Without this the form sends them whole.
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const make = (tag, props, ...inside) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...inside);
  return made;
};

function begin(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads]");
  const pending = new Set();
  const status = document.getElementById("form-status");
  const say = (words) => status && (status.textContent = words);

  const start = () => {
    for (const file of input.files) {
      const work = send(file).finally(() => pending.delete(work));
      pending.add(work);
    }
    // What went in pieces is not sent again with the form.
    input.value = "";
  };

  async function send(file) {
    const stop = new AbortController();
    const note = make("span", { className: "meta" }, "Waiting");
    const bar = make("progress", { max: file.size || 1, value: 0, ariaLabel: `Sending ${file.name}` });
    const button = make("button", { type: "button", className: "btn small" }, "Cancel");
    button.ariaLabel = `Cancel ${file.name}`;
    const item = make("li", { className: "stack tight" }, make("span", {}, file.name), bar, make("span", { className: "row" }, note, button));
    list.append(item);
    let path;
    button.onclick = () => {
      stop.abort();
      item.remove();
      if (path) fetch(path, { method: "DELETE" }).catch(() => {});
      input.focus();
    };
    // Asks until there is an answer: a connection that is gone comes back.
    const ask = async (method, to, rest) => {
      for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
        try {
          const answer = await fetch(to, { method, signal: stop.signal, ...rest });
          if (answer.status < 500) return answer;
        } catch (error) {
          if (stop.signal.aborted) throw error;
        }
        note.textContent = "No connection. It goes on by itself.";
        await pause(wait);
      }
    };
    const refused = async (answer) => {
      const said = await answer.json().catch(() => ({}));
      throw Object.values(said)[0] || "This file could not be sent. Choose it again.";
    };
    try {
      const fields = new URLSearchParams({
        milestone: form.elements.milestone?.value ?? "",
        name: file.name,
        size: file.size,
        mark: file.lastModified,
      });
      let answer = await ask("POST", "/upload/pieces", { body: fields });
      if (!answer.ok) await refused(answer);
      const begun = await answer.json();
      path = `/upload/pieces/${begun.id}`;
      let at = begun.offset;
      while (at < file.size) {
        bar.value = at;
        note.textContent = `${Math.floor((100 * at) / file.size)} %`;
        answer = await ask("PATCH", path, {
          headers: { "upload-offset": at, "content-type": "application/octet-stream" },
          body: file.slice(at, at + begun.piece),
        });
        if (!answer.ok && answer.status !== 409) await refused(answer);
        const next = Number(answer.headers.get("upload-offset"));
        if (answer.status === 409 && !answer.headers.has("upload-offset")) await refused(answer);
        at = next;
      }
      bar.value = at;
      note.textContent = "Checking";
      answer = await ask("POST", `${path}/finish`);
      if (!answer.ok) await refused(answer);
      const done = await answer.json();
      const box = make("input", { type: "checkbox", id: `attached-${done.id}`, name: `attached[${done.id}]`, value: done.id, checked: true });
      say(`${done.name} is attached`);
      item.replaceChildren(make("label", { className: "check" }, box, make("span", {}, `${done.name} (${done.size})`)));
    } catch (error) {
      if (stop.signal.aborted) return;
      const said = typeof error === "string" ? error : "This file could not be read. Choose it again.";
      // Nothing of it is kept there.
      path = undefined;
      button.textContent = "Remove";
      button.ariaLabel = `Remove ${file.name}`;
      bar.remove();
      note.className = "error";
      note.role = "alert";
      note.textContent = said;
    }
  }

  input.addEventListener("change", start);
  // Chosen before this was here.
  start();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    if (pending.size) say("Waiting until every file is there");
    await Promise.all(pending);
    say("Sending");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { accept: "application/json", "x-form-messages": "1" },
      });
      if (answer.ok) return location.assign(answer.headers.get("location"));
      // Refused: sent once more as a plain form, so that the server draws the page with its messages.
      form.submit();
    } catch {
      say("The server does not answer. Nothing is lost: send it again in a moment.");
    }
    form.removeAttribute("aria-busy");
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) begin(form);
