// The worker of the timesheet: opens its weeks without a network, keeps what is written there, and sends it later, in
// order and once. Why it is the one that keeps, and what may stand on a device: docs/adr/0011-the-worker-is-the-outbox.md.
//
// RELEASE, FILES and the paths are written above this file by `mod.rs`. It knows no rule of time: the page checks an entry
// with the same WebAssembly as the server, the server decides.
"use strict";

const ASSETS = `assets-${RELEASE}`;
/** Files of pages that are newer than this worker, until the next one has fetched its own. */
const LATE = "assets-late";
const PAGES_OF = "weeks-";
const WEEK = /^\/engagements\/[0-9a-f-]{36}\/time$/;
const WRITES = ["add-entry", "change-entry", "remove-entry"].map((name) => `/api/timesheets/${name}`);
const SIGN_OUT = ["sign-out", "sign-out-everywhere"].map((name) => `/api/people/${name}`);
/** Weeks kept for one person. */
const MOST_PAGES = 12;
/** A network that says nothing for so long, in milliseconds, counts as none where a kept page can be shown. */
const PATIENCE = 6000;
/** How long a warning before signing out holds, in milliseconds. */
const WARNED = 5 * 60 * 1000;
/** How long a page may take to open, in milliseconds. */
const A_MOMENT = 60 * 1000;
/** A server behind which nobody answers. */
const AWAY = [502, 503, 504];
/** Refused for good: the person has to change something. */
const REFUSED = [400, 404, 409, 413, 422];

const FULL = "There is no room left on this device, so this was not kept. The text stays here: free some room or go online, then save again.";
const NOT_SENT = (count) =>
  `${count === 1 ? "One entry of time is" : `${count} entries of time are`} kept on this device and not sent. ` +
  "Signing out deletes them. Open your week to send or settle them, or sign out once more to delete them.";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => answer(event));
self.addEventListener("sync", (event) => event.waitUntil(send()));

async function install() {
  const cache = await caches.open(ASSETS);
  await cache.addAll([...FILES, new Request(OFFLINE, { credentials: "omit" })]);
  // Here and not in `activate`, which every request has to wait for.
  await renew();
  // Pages of the release before go on with their own files, which stay until nothing needs them.
  await self.skipWaiting();
}

async function activate() {
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  await prune();
}

/** Fetches kept pages again, so that they are of this release. Without a network they stay as they are. */
async function renew() {
  const owner = await fact("owner");
  if (!owner) return;
  for (const request of await (await caches.open(PAGES_OF + owner)).keys()) {
    try {
      const response = await fetch(request.url, { headers: { accept: "text/html" }, redirect: "manual" });
      if (response.ok) await keepPage(request.url, response);
    } catch {
      return;
    }
  }
}

/** Removes the files of releases that no kept page was drawn by. */
async function prune() {
  const needed = new Set();
  for (const { text } of await keptPages()) {
    for (const [script] of text.matchAll(/\/pkg\/foothold\.[^"'\s/]+\.js/g)) needed.add(script);
  }
  const own = await caches.open(ASSETS);
  for (const script of [...needed]) if (await own.match(script)) needed.delete(script);
  for (const name of await caches.keys()) {
    if (!name.startsWith("assets-") || name === ASSETS) continue;
    const files = await (await caches.open(name)).keys();
    if (!files.some((file) => needed.has(new URL(file.url).pathname))) await caches.delete(name);
  }
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const path = url.pathname;
  const navigates = request.mode === "navigate";
  // There the browser forgets everything, this worker with it.
  if (path === FORGET) return;
  // A download is the browser's own: it goes on when this worker ends.
  if (path.startsWith("/files/")) return;
  if (path === ON_THIS_DEVICE) {
    // Never for a link or a form of another site.
    if (!navigates) event.respondWith(device(request));
  } else if (request.method === "POST") {
    // Sent again from here, the form of another site would look like one of ours.
    if (navigates && !own(request.referrer)) return;
    if (WRITES.includes(path)) event.respondWith(write(request));
    else if (SIGN_OUT.includes(path)) event.respondWith(signOut(request));
  } else if (request.method === "GET") {
    if (FILES.length > 0 && /^\/(pkg|font)\//.test(path)) event.respondWith(file(event));
    else if (WEEK.test(path) && (navigates || request.headers.get("accept") === "text/html")) event.respondWith(week(event));
    else if (navigates) event.respondWith(other(event));
  }
}

function own(address) {
  return address.startsWith(`${self.location.origin}/`);
}

// Pages and files

/** A file by its name, which carries the hash of what is in it. */
async function file(event) {
  const kept = await caches.match(event.request.url, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(event.request);
  const client = event.clientId && (await self.clients.get(event.clientId));
  if (response.ok && client && WEEK.test(new URL(client.url).pathname)) {
    const copy = response.clone();
    event.waitUntil(caches.open(LATE).then((cache) => cache.put(event.request.url, copy)).catch(() => {}));
  }
  return response;
}

/** A week: from the network, and only when there is none from the device. */
async function week(event) {
  const url = event.request.url;
  const kept = await keptPage(url);
  let response;
  try {
    const network = fromNetwork(event);
    if (kept) network.catch(() => {});
    response = await (kept ? Promise.race([network, late()]) : network);
  } catch {
    return kept ? fresh(kept) : offline();
  }
  if (AWAY.includes(response.status) && kept) return fresh(kept);
  if (response.type === "opaqueredirect") {
    const waiting = (await items()).length;
    const { pathname, search } = new URL(url);
    if (waiting > 0) return Response.redirect(`${SIGN_IN}?next=${encodeURIComponent(pathname + search)}&kept=${waiting}`, 303);
    return response;
  }
  await recognise(response);
  if (response.ok) event.waitUntil(keepPage(url, response.clone()).catch(() => {}));
  return response;
}

/** Any other page: never kept. */
async function other(event) {
  let response;
  try {
    response = await fromNetwork(event);
  } catch {
    return offline();
  }
  await recognise(response);
  return response;
}

async function fromNetwork(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

function late() {
  return new Promise((_, fail) => setTimeout(fail, PATIENCE));
}

/** Whoever a page is for owns what this device keeps; what somebody else left is deleted first. */
async function recognise(response) {
  const person = response.headers.get("x-person");
  if (!person) return;
  const owner = await fact("owner");
  if (owner === person) return;
  if (owner) await wipe();
  await note("owner", person);
}

/** Keeps a page that its server says may be kept. */
async function keepPage(url, response) {
  const person = response.headers.get("x-person");
  if (!person || !response.headers.has("x-keep-on-device") || response.redirected) return;
  const address = new URL(url);
  address.hash = "";
  address.searchParams.delete("removed");
  const cache = await caches.open(PAGES_OF + person);
  // The newest is the last.
  await cache.delete(address.href);
  await cache.put(address.href, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST_PAGES))) await cache.delete(old);
}

/** The kept page of an address; without a week the newest of its engagement. */
async function keptPage(url) {
  const owner = await fact("owner");
  if (!owner) return undefined;
  const address = new URL(url);
  address.searchParams.delete("removed");
  const cache = await caches.open(PAGES_OF + owner);
  const exact = await cache.match(address.href, { ignoreVary: true });
  if (exact || address.searchParams.has("week")) return exact;
  const newest = (await cache.keys()).reverse().find((key) => new URL(key.url).pathname === address.pathname);
  return newest && cache.match(newest, { ignoreVary: true });
}

async function keptPages() {
  const owner = await fact("owner");
  if (!owner) return [];
  const cache = await caches.open(PAGES_OF + owner);
  const pages = [];
  for (const key of (await cache.keys()).reverse()) {
    const response = await cache.match(key, { ignoreVary: true });
    if (response) pages.push({ url: key.url, text: await response.text() });
  }
  return pages;
}

/**
 * A kept page with new keys in its forms, because the page may be used many times and each form once. What was said when it
 * was drawn is old news.
 */
async function fresh(response) {
  const text = (await response.text())
    .replace(/(name="key" value=")[0-9a-f-]{36}/g, (_, head) => head + crypto.randomUUID())
    .replace(/<div class="notice[^>]*>[\s\S]*?<\/div>/, "")
    .replace(/<form[^>]* data-once[^>]*>[\s\S]*?<\/form>/, "");
  return new Response(text, { status: 200, headers: without(response.headers) });
}

/** The page for "no network", with the weeks that can be opened. */
async function offline() {
  const page = await caches.match(OFFLINE, { ignoreVary: true });
  if (!page) return Response.error();
  const pages = await keptPages();
  const links = pages.map(({ url, text }) => {
    // As the server wrote it: escaped.
    const name = text.match(/data-week-name="([^"]*)"/)?.[1] ?? "Your week";
    const { pathname, search } = new URL(url);
    return `<li><a href="${pathname}${search.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`)}">${name}</a></li>`;
  });
  const list = links.length > 0 ? links.join("") : "<li>No week was opened on this device yet.</li>";
  const text = (await page.text()).replace(/(<ul[^>]* id="weeks"[^>]*>)/, (_, head) => head + list);
  return new Response(text, { status: 503, headers: without(page.headers) });
}

/** Headers for a body that is text by now. */
function without(headers) {
  const left = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) left.delete(name);
  return left;
}

// Entries that wait

/** A form about an entry of time: sent at once, or kept when nobody answers or others wait before it. */
async function write(request) {
  const body = await request.clone().text();
  const page = own(request.referrer) ? request.referrer : "/student/work";
  const waiting = (await items()).some((item) => !item.refused);
  if (!waiting) {
    try {
      const response = await fetch(request);
      if (!AWAY.includes(response.status)) return response;
    } catch {
      // Kept below.
    }
  }
  const fields = new URLSearchParams(body);
  fields.delete("page-of-form");
  let seq;
  try {
    seq = await store("outbox", "readwrite", (box) =>
      box.add({ action: new URL(request.url).pathname, body: fields.toString(), at: Date.now() }));
  } catch {
    return refuse(request, 507, { "": FULL });
  }
  self.registration.sync?.register("entries").catch(() => {});
  await send();
  const item = await store("outbox", "readonly", (box) => box.get(seq));
  if (item?.refused) {
    // The form is still open: it gets the answer, and goes on having the text.
    await store("outbox", "readwrite", (box) => box.delete(seq));
    return refuse(request, item.refused.status, item.refused.messages);
  }
  const address = new URL(page);
  address.hash = "";
  return request.mode === "navigate"
    ? Response.redirect(address.href, 303)
    : new Response("", { status: 200, headers: { location: address.pathname + address.search } });
}

function refuse(request, status, messages) {
  if (request.mode !== "navigate") return Response.json(messages, { status });
  const words = Object.values(messages).join(" ").replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Not done</title><h1>This was not done</h1><p>${words}</p><p>Go back to change it.</p></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

let sending = Promise.resolve();

/** Sends what waits, oldest first, one after the other; whoever calls waits for all of it. */
function send() {
  sending = sending.then(sendAll, sendAll);
  return sending;
}

async function sendAll() {
  let moved = false;
  for (const item of await items()) {
    if (item.refused) continue;
    let response;
    try {
      const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json", "x-form-messages": "1" };
      response = await fetch(item.action, { method: "POST", body: item.body, headers });
    } catch {
      break;
    }
    if (response.status === 401) {
      await note("over", true);
      moved = true;
      break;
    }
    if (response.ok) {
      await store("outbox", "readwrite", (box) => box.delete(item.seq));
      await note("sent", Date.now());
    } else if (REFUSED.includes(response.status)) {
      const messages = await response.json().catch(() => ({}));
      await store("outbox", "readwrite", (box) => box.put({ ...item, refused: { status: response.status, messages } }));
    } else {
      // Busy or broken: later.
      break;
    }
    await note("over", false);
    moved = true;
  }
  if (moved) for (const client of await self.clients.matchAll()) client.postMessage("moved");
}

/** What the page asks of the device: a list; to send; to drop one; to put one right. */
async function device(request) {
  if (request.method === "POST") {
    const asked = new URLSearchParams(await request.text());
    const seq = Number(asked.get("seq"));
    if (asked.get("do") === "drop") await store("outbox", "readwrite", (box) => box.delete(seq));
    if (asked.get("do") === "change") await change(seq, asked);
    await send();
  }
  const list = (await items()).map(({ seq, action, body, at, refused }) => ({
    seq, action, at,
    fields: Object.fromEntries(new URLSearchParams(body)),
    refused: refused ? Object.values(refused.messages).join(" ") || "It was refused." : "",
  }));
  return Response.json({ items: list, over: Boolean(await fact("over")), sent: await lately() });
}

/** When something was last sent, if that was a moment ago: a page that is older loads itself anew. Not after the clock was set. */
async function lately() {
  const at = (await fact("sent")) ?? 0;
  const ago = Date.now() - at;
  return ago >= 0 && ago < A_MOMENT ? at : 0;
}

/** Puts a refused entry right. It was refused for certain, so it goes with a new key and without a version. */
async function change(seq, asked) {
  const item = await store("outbox", "readonly", (box) => box.get(seq));
  if (!item?.refused) return;
  const fields = new URLSearchParams(item.body);
  for (const [name, value] of asked) if (!["do", "seq"].includes(name)) fields.set(name, value);
  for (const name of ["kind", "line", "version"]) fields.delete(name);
  fields.set("key", crypto.randomUUID());
  await store("outbox", "readwrite", (box) => box.put({ ...item, body: fields.toString(), refused: undefined }));
}

/** Signing out deletes what is kept, after one warning when something would be lost. */
async function signOut(request) {
  await send();
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

/** Deletes everything of a person. Files are nobody's. */
async function wipe() {
  for (const name of await caches.keys()) if (name.startsWith(PAGES_OF)) await caches.delete(name);
  for (const name of ["outbox", "facts"]) await store(name, "readwrite", (box) => box.clear());
}

// The database of the device

async function items() {
  return store("outbox", "readonly", (box) => box.getAll());
}

async function fact(name) {
  return store("facts", "readonly", (box) => box.get(name));
}

async function note(name, value) {
  return store("facts", "readwrite", (box) => box.put(value, name));
}

/** One transaction over one store; resolves when it is on the disk. Opened anew each time: signing out may delete it. */
async function store(name, mode, work) {
  const database = await new Promise((done, fail) => {
    const opening = indexedDB.open("foothold", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
      opening.result.createObjectStore("facts");
    };
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const asked = work(transaction.objectStore(name));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}
