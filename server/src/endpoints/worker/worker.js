// The worker of the timesheet: opens its weeks without a network, keeps what is written there, and sends it later, in
// order and once. Why it is the one that keeps, and what may stand on a device: docs/adr/0011-the-worker-is-the-outbox.md.
//
// RELEASE, FILES and the paths are written above this file by `mod.rs`, `outbox.js` (what is written) and `leaving.js` (what
// goes from the device) below it. It knows no rule of time: the page checks an entry with the same WebAssembly as the server,
// the server decides.
"use strict";

const ASSETS = `assets-${RELEASE}`;
/** Files of pages that are newer than this worker, until the next one has fetched its own. */
const LATE = "assets-late";
const PAGES_OF = "weeks-";
const WEEK = /^\/engagements\/[0-9a-f-]{36}\/time$/;
const WRITES = ["add-entry", "change-entry", "remove-entry"].map((name) => `/api/timesheets/${name}`);
const MOVE = "/api/timesheets/move";
const SIGN_OUT = ["sign-out", "sign-out-everywhere"].map((name) => `/api/people/${name}`);
const SCRIPTS = /\.(js|wasm)$/;
/** Weeks kept for one person. */
const MOST_PAGES = 12;
/** A network that says nothing for so long, in milliseconds, counts as none for whoever waits in front of the page. */
const PATIENCE = 6000;
/** A server behind which nobody answers. */
const AWAY = [502, 503, 504];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => answer(event));
self.addEventListener("sync", (event) => event.waitUntil(networkIsBack()));

async function install() {
  const cache = await caches.open(ASSETS);
  // What the page for "no network" needs. Scripts come with the first week: who opens none pays nothing for them.
  await cache.addAll([...FILES.filter((file) => !SCRIPTS.test(file)), new Request(OFFLINE, { credentials: "omit" })]);
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
    else if (request.method === "POST" && own(request.referrer)) event.respondWith(forgetHere(event));
  } else if (request.method === "POST") {
    // Sent again from here, the form of another site would look like one of ours.
    if (navigates && !own(request.referrer)) return;
    if (WRITES.includes(path)) event.respondWith(write(event));
    else if (path === MOVE) event.respondWith(moveWeek(request));
    else if (SIGN_OUT.includes(path)) event.respondWith(signOut(request));
  } else if (request.method === "GET") {
    if (FILES.length > 0 && /^\/(pkg|font)\//.test(path)) event.respondWith(file(event));
    else if (WEEK.test(path) && (navigates || request.headers.get("accept") === "text/html")) event.respondWith(show(event, week));
    else if (navigates) event.respondWith(show(event, other));
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
    const name = FILES.includes(new URL(event.request.url).pathname) ? ASSETS : LATE;
    event.waitUntil(caches.open(name).then((cache) => cache.put(event.request.url, copy)).catch(() => {}));
  }
  return response;
}

/** Fetches what a week needs of this release and is not here yet. */
async function stock() {
  const cache = await caches.open(ASSETS);
  const here = new Set((await cache.keys()).map((file) => new URL(file.url).pathname));
  await cache.addAll(FILES.filter((file) => !here.has(file)));
}

/** A page, on a device that nobody has left. */
async function show(event, how) {
  return (await fact("leaving").catch(() => false)) ? leaving() : how(event);
}

/** A week: from the network, and only when there is none from the device. */
async function week(event) {
  const url = event.request.url;
  const kept = await keptPage(url);
  let response;
  try {
    const network = fromNetwork(event);
    if (kept) network.catch(() => {});
    response = await (kept ? Promise.race([network, late(PATIENCE)]) : network);
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

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

async function late(milliseconds) {
  await pause(milliseconds);
  throw new Error("nobody answered in time");
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
  await stock();
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
  return new Response(withWayOut(text), { status: 200, headers: without(response.headers) });
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
  return new Response(withWayOut(text), { status: 503, headers: without(page.headers) });
}

/** Shows what the server drew hidden, because only this worker can do it: to forget everything on this device. */
function withWayOut(text) {
  return text.replace(/(<section[^>]* id="forget-here"[^>]*?) hidden(="[^"]*")?/, (_, head) => head);
}

/** Headers for a body that is text by now. */
function without(headers) {
  const left = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) left.delete(name);
  return left;
}
