// Entries that wait. Written below `worker.js`.

/** How long one sending may take, in milliseconds. What arrived all the same is known by its key when it is sent again. */
const ENOUGH = 30 * 1000;
/** How long a page may take to open, in milliseconds. */
const A_MOMENT = 60 * 1000;
/** A week, in milliseconds. */
const A_WEEK = 7 * 24 * 60 * 60 * 1000;
/** Refused for good: the person has to change something. */
const REFUSED = [400, 404, 409, 413, 422];

const FULL = "There is no room left on this device, so this was not kept. The text stays here: free some room or go online, then save again.";
const NOT_IN_THE_WEEK = (count) =>
  `${count === 1 ? "One entry of this week is" : `${count} entries of this week are`} kept on this device and not sent. ` +
  "Afterwards the week would be closed to them. Go online or settle what stands above, then send the week.";

/** Forms whose page still waits for the answer, by the place of their entry in the outbox. */
const inHand = new Map();

/** A form about an entry of time: kept first, sent then. Whatever ends the network, the page or the device, it is not lost. */
async function write(event) {
  const { request } = event;
  const fields = new URLSearchParams(await request.clone().text());
  fields.delete("page-of-form");
  const item = { action: new URL(request.url).pathname, body: fields.toString(), at: Date.now() };
  const form = {};
  try {
    const seq = await store("outbox", "readwrite", (box) => box.add(item));
    inHand.set(seq, form);
    self.registration.sync?.register("entries").catch(() => {});
    const sent = send();
    event.waitUntil(sent.catch(() => {}));
    await patiently(sent);
    // From here on the person knows it as kept, and what the server says is shown beside it.
    inHand.delete(seq);
  } catch {
    form.response = await withoutKeeping(item);
    if (!form.response) return refuse(request, 507, { "": FULL });
  }
  return answerForm(request, form.response);
}

/** A device that has no room: sent at once where nothing goes before it, else the text stays in the form. */
async function withoutKeeping(item) {
  try {
    if ((await items().catch(() => [])).some((other) => !other.refused)) return undefined;
    const response = await Promise.race([post(item), late(PATIENCE)]);
    return AWAY.includes(response.status) ? undefined : response;
  } catch {
    return undefined;
  }
}

/** What the page of a form is told: what the server said, or that it is kept. */
async function answerForm(request, response) {
  const navigates = request.mode === "navigate";
  if (response && !navigates) return response;
  if (response && !response.ok) {
    // Refused once more, this time as a plain form: the server draws its page with the reason and what was typed.
    return fetch(request).catch(async () => refuse(request, response.status, await messagesOf(response)));
  }
  const page = own(request.referrer) ? request.referrer : "/student/work";
  const address = new URL(response?.headers.get("location") ?? page, self.location.origin);
  address.hash = "";
  return navigates
    ? Response.redirect(address.href, 303)
    : new Response("", { status: 200, headers: { location: address.pathname + address.search } });
}

async function messagesOf(response) {
  return response.json().catch(() => ({}));
}

function refuse(request, status, messages) {
  if (request.mode !== "navigate") return Response.json(messages, { status });
  const words = escaped(Object.values(messages).join(" "));
  return plainPage("Not done", `<h1>This was not done</h1><p>${words}</p><p>Go back to change it.</p>`, status);
}

let sending = Promise.resolve();

/** Sends what waits, oldest first, one after the other; whoever calls waits for all of it. */
function send() {
  sending = sending.then(sendAll, sendAll);
  return sending;
}

/** Waits for something, but no longer than a person does. */
function patiently(work) {
  return Promise.race([work.catch(() => {}), pause(PATIENCE)]);
}

async function post(item) {
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json", "x-form-messages": "1" };
  const ends = new AbortController();
  setTimeout(() => ends.abort(), ENOUGH);
  return fetch(item.action, { method: "POST", body: item.body, headers, signal: ends.signal });
}

async function sendAll() {
  let moved = false;
  for (const item of await items()) {
    if (item.refused) continue;
    let response;
    try {
      response = await post(item);
    } catch {
      break;
    }
    if (response.status === 401) {
      await note("over", true);
      moved = true;
      break;
    }
    const form = inHand.get(item.seq);
    if (form && !AWAY.includes(response.status)) {
      // Its page gets the answer, and goes on having the text of what was refused.
      form.response = response;
      await drop(item.seq);
      continue;
    }
    if (response.ok) {
      await drop(item.seq);
      await note("sent", Date.now());
    } else if (REFUSED.includes(response.status)) {
      await refused(item, { status: response.status, messages: await messagesOf(response) });
    } else {
      // Busy or broken: later.
      break;
    }
    await note("over", false);
    moved = true;
  }
  if (moved) await tellPages();
}

async function tellPages() {
  for (const client of await self.clients.matchAll()) client.postMessage("moved");
}

async function drop(seq) {
  await store("outbox", "readwrite", (box) => box.delete(seq));
}

/** Notes why an entry was refused, unless somebody took it back while it was under way. */
async function refused(item, why) {
  const there = await store("outbox", "readonly", (box) => box.get(item.seq));
  if (there) await store("outbox", "readwrite", (box) => box.put({ ...item, refused: why }));
}

/** The browser says that there is a network. What fails here it asks for again by itself, later. */
async function networkIsBack() {
  if (await fact("leaving")) {
    if (!(await leave())) throw new Error("the session is not ended yet");
    return;
  }
  await send();
  const waits = (await items()).some((item) => !item.refused);
  if (waits && !(await fact("over"))) throw new Error("not everything is sent yet");
}

/** Sends a week. What is written and not sent goes before it, because afterwards it would be refused. */
async function moveWeek(request) {
  if ((await items().catch(() => [])).length > 0) {
    const asked = new URLSearchParams(await request.clone().text());
    if (asked.get("command") === "submit") {
      await patiently(send());
      const left = (await items()).filter((item) => concerns(item, asked)).length;
      if (left > 0) return refuse(request, 409, { "": NOT_IN_THE_WEEK(left) });
    }
  }
  return fetch(request);
}

/** Whether something that waits is about the week that is sent. Of a change nobody knows here which week it leaves. */
function concerns(item, asked) {
  const fields = new URLSearchParams(item.body);
  if (fields.get("engagement") !== asked.get("engagement")) return false;
  const after = Date.parse(fields.get("day")) - Date.parse(asked.get("week"));
  return !item.action.endsWith("add-entry") || !(after < 0 || after >= A_WEEK);
}

/** What the page asks of the device: a list; to send; to drop one; to put one right. */
async function device(request) {
  if (request.method === "POST") {
    const asked = new URLSearchParams(await request.text());
    const seq = Number(asked.get("seq"));
    if (asked.get("do") === "drop") await drop(seq);
    if (asked.get("do") === "change") await change(seq, asked);
    await patiently(send());
  }
  // What a form has in hand is not shown as kept before its page was told so.
  const list = (await items()).filter(({ seq }) => !inHand.has(seq)).map(({ seq, action, body, at, refused }) => ({
    seq, action, at,
    fields: Object.fromEntries(new URLSearchParams(body)),
    refused: refused ? Object.values(refused.messages).join(" ") || "It was refused." : "",
  }));
  const [over, gone] = [Boolean(await fact("over")), Boolean(await fact("leaving"))];
  return Response.json({ items: list, over, gone, sent: await lately() });
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
