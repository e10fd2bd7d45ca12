/* global caches, clients, crypto, fetch, Response, self, setTimeout, TextEncoder, URL */

// The client's own files, so that it opens without a network. Nothing of the node's answers is ever kept here: messages
// and keys are in the encrypted store of the device.

const PREFIX = "godwit-";
const LIST = "/integrity.json";
const PAGE = "/index.html";

/** Releases that are kept: the newest, and the one that open tabs may still be running. */
const RELEASES_MAX = 2;

/** A page that is not there by then is taken from the cache. */
const PAGE_MILLIS_MAX = 4_000;

/** Puts the files of the node's release into a cache of its own, when it is not there yet. */
async function keepRelease() {
  const answer = await fetch(LIST, { cache: "no-cache" });
  if (!answer.ok) {
    return;
  }
  const list = await answer.text();
  const name = PREFIX + (await hashOf(list));
  if (await caches.has(name)) {
    return;
  }
  const cache = await caches.open(name);
  const { files } = JSON.parse(list);
  try {
    await cache.addAll(files.map(({ path }) => path));
  } catch (failure) {
    await caches.delete(name);
    throw failure;
  }
  const releases = (await caches.keys()).filter((key) => key.startsWith(PREFIX));
  await Promise.all(releases.slice(0, -RELEASES_MAX).map((old) => caches.delete(old)));
}

async function hashOf(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The newest page of the node; the one kept last when the node does not answer. */
async function page(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PAGE_MILLIS_MAX));
  const fresh = fetch(request).catch(() => undefined);
  return (await Promise.race([fresh, late])) ?? (await newest(PAGE)) ?? (await fresh) ?? Response.error();
}

async function newest(path) {
  const releases = (await caches.keys()).filter((key) => key.startsWith(PREFIX)).reverse();
  for (const release of releases) {
    const found = await (await caches.open(release)).match(path);
    if (found) {
      return found;
    }
  }
  return undefined;
}

async function asset(request, path) {
  return (await newest(path)) ?? fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(clients.claim().then(keepRelease));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && (pathname === "/" || pathname === "/join" || pathname === PAGE)) {
    event.respondWith(page(request));
    event.waitUntil(keepRelease().catch(() => undefined));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(asset(request, pathname));
  }
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = `/#c=${event.notification.data?.conversation ?? ""}`;
  event.waitUntil(
    clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (open) => {
      const tab = open[0];
      if (!tab) {
        return clients.openWindow(address);
      }
      await tab.focus();
      tab.postMessage({ kind: "open", address });
      return undefined;
    }),
  );
});
