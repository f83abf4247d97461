// What goes from the device: by signing out, by somebody else signing in, or at once and without a network. Written below
// `worker.js`.

/** How long a warning before signing out holds, in milliseconds. */
const WARNED = 5 * 60 * 1000;
/** How long the page that asked may take to give way, in milliseconds. */
const GIVES_WAY = 1000;

const ARE = (count) => `${count === 1 ? "One entry of time is" : `${count} entries of time are`} kept on this device and not sent.`;
const NOT_SENT = (count) =>
  `${ARE(count)} Signing out deletes them. Open your week to send or settle them, or sign out once more to delete them.`;

/** Signing out deletes what is kept, after one warning when something would be lost. */
async function signOut(request) {
  await patiently(send());
  const left = (await items()).length;
  const warned = await fact("warned");
  if (left > 0 && !(warned && Date.now() - warned < WARNED)) {
    await note("warned", Date.now());
    return refuse(request, 409, { "": NOT_SENT(left) });
  }
  const response = await fetch(request);
  if (response.ok || response.type === "opaqueredirect") await wipe();
  return response;
}

/**
 * Forgets everything at once, also without a network, for a device that others use. The page has asked already; when
 * something would be lost, it is asked once more. The session ends as soon as there is a network.
 */
async function forgetHere(event) {
  const asked = new URLSearchParams(await event.request.text());
  const left = (await items().catch(() => [])).length;
  if (left > 0 && asked.get("sure") !== String(left)) return askAgain(left);
  await wipe(true);
  self.registration.sync?.register("leave").catch(() => {});
  event.waitUntil(closePages(event.resultingClientId));
  if (await patiently(leave())) return Response.redirect(new URL(FORGET, self.location.origin).href, 303);
  return forgotten();
}

function askAgain(left) {
  const body = `<h1>Not everything was sent</h1><p>${ARE(left)} It is deleted for good, and nobody can bring it back.</p>
<form method="post" action="${ON_THIS_DEVICE}"><input type="hidden" name="sure" value="${left}">
<p><button class="btn danger sure">Delete it and forget everything</button></p></form>
<p><a href="${OFFLINE}">Keep it</a></p>`;
  return plainPage("Not everything was sent", body, 200);
}

/** Only a page reaches the browser's own store, where the timer and the answers of the wizard are. */
function forgotten() {
  const body = `<h1>This device has forgotten everything</h1>
<p>Nothing of you can be read here any more. There is no network now: your session ends as soon as there is one. Close this window too.</p>`;
  const script = 'localStorage.clear();sessionStorage.clear();addEventListener("online",()=>location.replace("/"))';
  return plainPage("Everything is forgotten", body, 200, script);
}

/** Leads other windows away from what they show. The page that asked is gone by then. */
async function closePages(but) {
  await pause(GIVES_WAY);
  for (const client of await self.clients.matchAll({ type: "window" })) {
    if (client.id !== but) await client.navigate("/").catch(() => {});
  }
}

/** A page of a device that is left but whose session still runs: that ends before anything is shown. */
async function leaving() {
  // Again, in case the device was switched off half-way.
  await wipe(true);
  if (await patiently(leave())) return Response.redirect(new URL(FORGET, self.location.origin).href, 303);
  return offline();
}

/** Ends the session of somebody who left without a network. Whether it is over. */
async function leave() {
  try {
    const response = await post({ action: SIGN_OUT[0], body: "" });
    // Over already: nothing to end.
    if (!response.ok && response.status !== 401) return false;
  } catch {
    return false;
  }
  await store("facts", "readwrite", (box) => box.delete("leaving"));
  return true;
}

/** Deletes everything of a person. Files are nobody's. With `left`, it is noted first that the session has still to end. */
async function wipe(left = false) {
  if (left) await note("leaving", true);
  for (const name of await caches.keys()) if (name.startsWith(PAGES_OF)) await caches.delete(name);
  await store("outbox", "readwrite", (box) => box.clear());
  await store("facts", "readwrite", (box) => {
    const cleared = box.clear();
    return left ? box.put(true, "leaving") : cleared;
  });
}

/** A page that only the worker can draw, because there may be no server. */
function plainPage(title, body, status, script = "") {
  const style = FILES.find((file) => file.endsWith(".css"));
  const nonce = crypto.randomUUID();
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>${style ? `<link rel="stylesheet" href="${style}">` : ""}<main id="main" class="stack">${body}</main>${
    script ? `<script nonce="${nonce}">${script}</script>` : ""}</html>`;
  const policy = `default-src 'none'; style-src 'self'; font-src 'self'; script-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "cache-control": "no-store" } });
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
