// The worker of the timesheet without a browser: its script in a world whose network, clock and disk the test holds in its
// hands. What only a browser shows is in end2end/tests/timesheet_offline.spec.ts.
import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";
import vm from "node:vm";

const SITE = "https://foothold.test";
const WORK = "00000000-0000-4000-8000-000000000001";
const WEEK = `/engagements/${WORK}/time`;
const HERE = `${WEEK}?week=2026-11-23`;
const PAGE = SITE + HERE;
const HEAD = `const RELEASE = "one"; const FILES = ["/pkg/a.css", "/pkg/a.js"]; const OFFLINE = "/offline"; const FORGET = "/forget";
const SIGN_IN = "/sign-in"; const ON_THIS_DEVICE = "/on-this-device";`;
const SOURCE = HEAD + ["worker.js", "outbox.js", "leaving.js"].map((name) => fs.readFileSync(new URL(name, import.meta.url), "utf8")).join("\n");

/** Lets everything happen that waits for nothing. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
};

/** As much of IndexedDB as the worker uses. `full` refuses to take anything more. */
function database(disk) {
  const asked = (work) => {
    const request = {};
    try {
      request.result = work();
    } catch (error) {
      request.error = error;
    }
    return request;
  };
  const box = (name) => ({
    add: (value) => asked(() => {
      if (disk.full) throw new Error("full");
      disk.seq += 1;
      disk.outbox.set(disk.seq, { ...value, seq: disk.seq });
      return disk.seq;
    }),
    put: (value, key) => asked(() => disk[name].set(key ?? value.seq, structuredClone(value)) && (key ?? value.seq)),
    get: (key) => asked(() => disk[name].get(key)),
    getAll: () => asked(() => [...disk[name].values()].map((value) => structuredClone(value))),
    delete: (key) => asked(() => void disk[name].delete(key)),
    clear: () => asked(() => disk[name].clear()),
  });
  const open = () => {
    const opening = {};
    setImmediate(() => {
      opening.result = {
        close() {},
        transaction() {
          const transaction = { objectStore: (name) => {
            const real = box(name);
            return Object.fromEntries(Object.entries(real).map(([word, work]) => [word, (...all) => {
              const request = work(...all);
              setImmediate(() => (request.error ? ((transaction.error = request.error), transaction.onabort()) : transaction.oncomplete()));
              return request;
            }]));
          } };
          let ended = false;
          for (const end of ["oncomplete", "onabort"]) {
            let heard;
            Object.defineProperty(transaction, end, { set: (value) => { heard = value; }, get: () => () => { if (!ended) { ended = true; heard?.(); } } });
          }
          return transaction;
        },
      };
      opening.onsuccess();
    });
    return opening;
  };
  return { open };
}

function cacheStorage(fetched) {
  const all = new Map();
  const address = (request) => new URL(typeof request === "string" ? request : request.url, SITE).href;
  const cache = (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const files = all.get(name);
    return {
      addAll: async (list) => {
        for (const one of list) files.set(address(one), await fetched(one));
      },
      put: async (request, response) => void files.set(address(request), response),
      match: async (request) => files.get(address(request))?.clone(),
      delete: async (request) => files.delete(address(request)),
      keys: async () => [...files.keys()].map((url) => ({ url })),
    };
  };
  return {
    all,
    open: async (name) => cache(name),
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
    match: async (request) => [...all.values()].map((files) => files.get(address(request))).find(Boolean)?.clone(),
  };
}

/** A device: what stays on its disk outlives the worker. `network` answers each request of the worker. */
function device(disk = { seq: 0, outbox: new Map(), facts: new Map(), full: false }, kept = undefined) {
  const heard = {};
  const [timers, sent, told, led] = [[], [], [], []];
  const world = { disk, sent, told, led, network: async () => new Response("", { status: 200, headers: { location: "/after" } }) };
  const fetched = async (request, init = {}) => {
    const url = new URL(typeof request === "string" ? request : request.url, SITE);
    const form = typeof request === "object" && request.mode === "navigate";
    const asked = { path: url.pathname, method: init.method ?? request.method ?? "GET", body: new URLSearchParams(init.body ?? ""), form };
    sent.push(asked);
    const ended = new Promise((_, fail) => init.signal?.addEventListener("abort", () => fail(new Error("aborted"))));
    return Promise.race([world.network(asked), ended]);
  };
  const caches = kept ?? cacheStorage(async (one) => new Response(typeof one === "string" ? "file" : OFFLINE_PAGE));
  const self = {
    addEventListener: (name, handle) => (heard[name] = handle),
    skipWaiting: async () => {},
    location: { origin: SITE },
    registration: { sync: { register: async (name) => void world.syncs.push(name) } },
    clients: {
      claim: async () => {},
      get: async () => undefined,
      matchAll: async () => [{ id: "other", postMessage: (text) => told.push(text), navigate: async (to) => void led.push(to) }],
    },
  };
  world.syncs = [];
  const setTimeout = (work, milliseconds) => void timers.push({ work, at: world.now + milliseconds });
  world.now = 0;
  /** Lets time pass. */
  world.pass = async (milliseconds) => {
    world.now += milliseconds;
    for (const timer of timers.filter((one) => one.at <= world.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.work();
    }
    await settle();
  };
  class PlacedRequest extends Request {
    constructor(url, init) {
      super(new URL(url, SITE), init);
    }
  }
  vm.runInNewContext(SOURCE, {
    self, caches, indexedDB: database(disk), fetch: fetched, setTimeout, Response, Request: PlacedRequest, Headers, URL, URLSearchParams,
    AbortController, crypto: globalThis.crypto, console, Map, Set, Promise, Date, Object, Number, Boolean,
  });
  world.caches = caches;
  /** What the worker answers to a request of a page. */
  world.ask = (path, fields, how = {}) => {
    const body = fields === undefined ? "" : new URLSearchParams(fields).toString();
    const request = {
      url: SITE + path, method: fields === undefined ? "GET" : "POST", mode: "cors", referrer: PAGE, headers: new Headers(),
      text: async () => body, ...how,
    };
    request.clone = () => request;
    let answer;
    heard.fetch({ request, clientId: "page", resultingClientId: "next", respondWith: (one) => (answer = one), waitUntil: () => {} });
    return answer;
  };
  world.sync = () => new Promise((done, fail) => heard.sync({ waitUntil: (work) => work.then(done, fail) }));
  world.install = () => new Promise((done, fail) => heard.install({ waitUntil: (work) => work.then(done, fail) }));
  world.write = (words, how) => world.ask("/api/timesheets/add-entry", line(words), how);
  world.waits = () => [...disk.outbox.values()].map((item) => new URLSearchParams(item.body).get("line"));
  return world;
}

const OFFLINE_PAGE = '<ul class="rows" id="weeks"></ul><section class="sec" id="forget-here" hidden>way out</section>';
const line = (words) => ({ engagement: WORK, day: "2026-11-23", kind: "line", line: words, key: `key-${words}`, "page-of-form": "/x" });
const down = async () => {
  throw new TypeError("no network");
};
const never = () => new Promise(() => {});
const refusal = async () => Response.json({ line: "Begin with the time" }, { status: 422 });

test("an entry stands on the disk before it is sent, and leaves it with the answer", async () => {
  const phone = device();
  let onDisk;
  phone.network = async () => {
    onDisk = phone.waits();
    return new Response("", { status: 200, headers: { location: "/after" } });
  };
  const answer = await phone.write("1 one");
  assert.deepEqual(onDisk, ["1 one"]);
  assert.deepEqual([answer.status, answer.headers.get("location")], [200, "/after"]);
  assert.deepEqual(phone.waits(), []);
  assert.equal(phone.sent.length, 1, "and is sent once");
  assert.deepEqual(phone.sent[0].body.get("page-of-form"), null);
  assert.deepEqual(phone.told, [], "the page itself goes on, nobody else has to look");
});

test("a network that hangs is answered as kept, and a phone that closes meanwhile loses nothing", async () => {
  const phone = device();
  phone.network = never;
  const answer = phone.write("1 one");
  await settle();
  assert.deepEqual(phone.waits(), ["1 one"]);
  assert.deepEqual(phone.syncs, ["entries"], "the browser knows that something waits");
  await phone.pass(6000);
  assert.equal((await answer).headers.get("location"), HERE);
  const later = device(phone.disk);
  await later.sync();
  assert.deepEqual(later.sent.map((one) => one.body.get("key")), ["key-1 one"]);
  assert.deepEqual(later.waits(), []);
});

test("an answer that comes after the page was told is kept beside the entry", async () => {
  const phone = device();
  let answers;
  phone.network = () => new Promise((done) => (answers = done));
  const answer = phone.write("one");
  await settle();
  await phone.pass(6000);
  assert.equal((await answer).status, 200);
  answers(await refusal());
  await settle();
  assert.equal([...phone.disk.outbox.values()][0].refused.status, 422);
  assert.deepEqual(phone.told, ["moved"]);
});

test("a sending that hangs ends by itself, so that the next can begin", async () => {
  const phone = device();
  phone.network = never;
  const first = phone.write("1 one");
  await settle();
  await phone.pass(30_000);
  await first;
  phone.network = async () => new Response("", { status: 200 });
  await phone.write("1 two");
  assert.deepEqual(phone.sent.map((one) => one.body.get("line")), ["1 one", "1 one", "1 two"]);
  assert.deepEqual(phone.waits(), []);
});

test("a request that arrived and whose answer was lost goes again with the same key", async () => {
  const phone = device();
  const known = new Set();
  phone.network = async ({ body }) => {
    known.add(body.get("key"));
    throw new TypeError("lost on the way back");
  };
  assert.equal((await phone.write("1 one")).status, 200);
  assert.deepEqual(phone.waits(), ["1 one"]);
  phone.network = async ({ body }) => {
    known.add(body.get("key"));
    return new Response("", { status: 200 });
  };
  await phone.sync();
  assert.deepEqual([...known], ["key-1 one"]);
  assert.deepEqual(phone.waits(), []);
});

test("what is refused while the form is open goes back to the form, in the page or drawn by the server", async () => {
  const phone = device();
  phone.network = async ({ form }) => (form ? new Response("the page again", { status: 422 }) : refusal());
  const answer = await phone.write("one");
  assert.deepEqual([answer.status, await answer.json()], [422, { line: "Begin with the time" }]);
  const page = await phone.write("two", { mode: "navigate" });
  assert.deepEqual([page.status, await page.text()], [422, "the page again"]);
  assert.deepEqual(phone.waits(), []);
});

test("a session that is over keeps the entry", async () => {
  const phone = device();
  phone.network = async () => new Response("{}", { status: 401 });
  assert.equal((await phone.write("1 one")).status, 200);
  assert.deepEqual([phone.waits(), phone.disk.facts.get("over")], [["1 one"], true]);
  await phone.sync();
});

test("entries go in the order they were written, and behind one that fails none goes first", async () => {
  const phone = device();
  phone.network = down;
  for (const words of ["1 one", "1 two"]) await phone.write(words);
  assert.ok(phone.sent.every((one) => one.body.get("line") === "1 one"));
  await assert.rejects(phone.sync(), "the browser tries again");
  phone.sent.length = 0;
  phone.network = async () => new Response("", { status: 200 });
  await phone.write("1 three");
  assert.deepEqual(phone.sent.map((one) => one.body.get("line")), ["1 one", "1 two", "1 three"]);
});

test("a full device sends at once where it can, else the text stays in the form", async () => {
  const phone = device();
  phone.disk.full = true;
  assert.equal((await phone.write("1 one")).headers.get("location"), "/after");
  phone.network = down;
  const answer = await phone.write("1 two");
  assert.equal(answer.status, 507);
  assert.match((await answer.json())[""], /no room left on this device/);
  phone.network = never;
  const hangs = phone.write("1 three");
  await settle();
  await phone.pass(6000);
  assert.equal((await hangs).status, 507);
});

test("one that was taken back while it was under way does not come back refused", async () => {
  const phone = device();
  phone.network = down;
  await phone.write("one");
  let answers;
  phone.network = () => new Promise((done) => (answers = done));
  const synced = phone.sync();
  await settle();
  const dropped = phone.ask("/on-this-device", { do: "drop", seq: "1" });
  await settle();
  answers(await refusal());
  await synced;
  assert.deepEqual((await (await dropped).json()).items, []);
});

const send = (phone, how) => phone.ask("/api/timesheets/move", { engagement: WORK, sheet: "s", week: "2026-11-23", command: "submit" }, how);

test("a week is sent after what belongs to it, and not while that cannot be sent", async () => {
  const phone = device();
  phone.network = down;
  await phone.write("1 one");
  let answer = await send(phone);
  assert.equal(answer.status, 409);
  assert.match((await answer.json())[""], /One entry of this week is kept on this device and not sent/);
  answer = await send(phone, { mode: "navigate" });
  assert.deepEqual([answer.status, (await answer.text()).includes("One entry of this week")], [409, true]);
  phone.network = async () => new Response("", { status: 200 });
  phone.sent.length = 0;
  assert.equal((await send(phone)).status, 200);
  assert.deepEqual(phone.sent.map((one) => one.path), ["/api/timesheets/add-entry", "/api/timesheets/move"]);
});

test("what was refused holds its own week back, and no other", async () => {
  const phone = device();
  phone.network = down;
  await phone.write("one");
  phone.network = async ({ path }) => (path.endsWith("move") ? new Response("", { status: 200 }) : refusal());
  assert.equal((await send(phone)).status, 409);
  const other = await phone.ask("/api/timesheets/move", { engagement: WORK, week: "2026-11-16", command: "submit" });
  assert.equal(other.status, 200, "another week of the same work");
  const host = await phone.ask("/api/timesheets/move", { engagement: WORK, week: "2026-11-23", command: "approve" });
  assert.equal(host.status, 200, "no student’s step");
});

/** The press on “Forget everything on this device”. */
const forget = (phone, fields = {}, how = {}) => phone.ask("/on-this-device", fields, { mode: "navigate", ...how });
const ofNobody = (phone) => [phone.waits(), [...phone.disk.facts.keys()], [...phone.caches.all.keys()].filter((name) => name.startsWith("weeks-"))];

/** A device with a kept week of somebody. */
async function withWeek() {
  const phone = device();
  await phone.install();
  phone.network = async () => new Response("<p>my hours</p>", { status: 200, headers: { "x-person": "maya", "x-keep-on-device": "1" } });
  await phone.ask(HERE, undefined, { mode: "navigate" });
  await settle();
  return phone;
}

test("everything is forgotten without a network, and the session ends with the first page that finds one", async () => {
  const phone = await withWeek();
  phone.network = down;
  await phone.write("1 one");
  const kept = await phone.ask(HERE, undefined, { mode: "navigate" });
  assert.match(await kept.text(), /my hours/);

  const asked = await (await forget(phone)).text();
  assert.match(asked, /One entry of time is kept on this device and not sent/);
  assert.deepEqual(phone.waits(), ["1 one"], "asked once more before anything is lost");
  const done = await forget(phone, { sure: "1" });
  const page = await done.text();
  assert.ok(page.includes("has forgotten everything") && page.includes("localStorage.clear()"), page);
  assert.match(done.headers.get("content-security-policy"), /script-src 'nonce-/);
  assert.deepEqual(ofNobody(phone), [[], ["leaving"], []]);
  await phone.pass(1000);
  assert.deepEqual(phone.led, ["/"], "other windows give way");

  const after = device(phone.disk, phone.caches);
  after.network = down;
  const nothing = await after.ask(WEEK, undefined, { mode: "navigate" });
  const text = await nothing.text();
  assert.ok(text.includes("No week was opened on this device yet.") && !text.includes("my hours"), text);
  assert.ok((await (await after.ask("/on-this-device")).json()).gone, "a page that is still open learns of it");
  await assert.rejects(after.sync(), "the browser asks again");

  after.network = async () => new Response("", { status: 200 });
  const first = await after.ask("/home", undefined, { mode: "navigate" });
  assert.deepEqual([first.status, first.headers.get("location")], [303, `${SITE}/forget`]);
  assert.equal(after.sent.at(-1).path, "/api/people/sign-out");
  assert.deepEqual(ofNobody(after), [[], [], []]);
  assert.equal((await after.ask("/home", undefined, { mode: "navigate" })).status, 200);
});

test("with a network the session ends at once, and where nothing waits there is one question less", async () => {
  const phone = await withWeek();
  phone.network = async () => new Response("", { status: 200 });
  assert.equal((await forget(phone)).headers.get("location"), `${SITE}/forget`);
  assert.deepEqual(ofNobody(phone), [[], [], []]);
});

test("only a page of ours can make the device forget", async () => {
  const phone = await withWeek();
  assert.equal(forget(phone, { sure: "0" }, { referrer: "https://elsewhere.example/" }), undefined);
  assert.equal(ofNobody(phone)[2].length, 1);
});

test("without a network every page leads to the weeks and to the way out", async () => {
  const phone = await withWeek();
  phone.network = down;
  const answer = await phone.ask("/home", undefined, { mode: "navigate" });
  const text = await answer.text();
  assert.equal(answer.status, 503);
  assert.ok(text.includes(WEEK) && text.includes('id="forget-here">'), text);
});

test("scripts of the week come with the first week, not with the worker", async () => {
  const phone = device();
  await phone.install();
  const files = () => [...(phone.caches.all.get("assets-one") ?? new Map()).keys()].map((url) => new URL(url).pathname);
  assert.deepEqual(files(), ["/pkg/a.css", "/offline"]);
  const opened = await withWeek();
  assert.ok([...opened.caches.all.get("assets-one").keys()].includes(`${SITE}/pkg/a.js`));
});

test("signing out warns once of what was not sent, also when the network hangs", async () => {
  const phone = await withWeek();
  phone.network = down;
  await phone.write("1 one");
  phone.network = never;
  const out = phone.ask("/api/people/sign-out", {});
  await settle();
  await phone.pass(6000);
  assert.equal((await out).status, 409);
  phone.network = async ({ path }) => (path.endsWith("sign-out") ? new Response("", { status: 200 }) : down());
  const again = phone.ask("/api/people/sign-out", {});
  await settle();
  await phone.pass(30_000);
  assert.equal((await again).status, 200);
  assert.deepEqual(ofNobody(phone), [[], [], []]);
});
