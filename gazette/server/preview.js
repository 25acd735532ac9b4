/* Live reload: asks what is new when it is called, and then swaps style sheets, reloads the page, or shows problems. */

import { showProblems } from "./overlay.js";

const { base, file, edition } = document.getElementById("gazette-preview").dataset;
const CHANNEL = "gazette-preview";
let known = edition;
let asking = Promise.resolve();

/** Ask what is new since the edition of this page, once it is known what the last question was answered. */
function ask() {
  asking = asking.then(askOnce).catch(() => {}); // the server is gone; when it is there again, it calls
}

async function askOnce() {
  const answer = await fetch(`/.gazette/news?since=${known}`);
  const news = await answer.json();
  if (news.edition !== known && isReloadNeeded(news.files)) {
    location.reload();
    return;
  }
  known = news.edition;
  showProblems(news);
}

/** Tell whether the page must be loaded again. Where only style sheets of it have changed, these are swapped. */
function isReloadNeeded(files) {
  if (!files || !file) return true;
  const changed = new Set(files);
  if (changed.has(file)) return true;
  const used = performance.getEntriesByType("resource").map((entry) => fileOf(entry.name));
  const stale = new Set(used.filter((name) => changed.has(name)));
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => stale.has(fileOf(link.href)));
  sheets.forEach((link) => stale.delete(fileOf(link.href)));
  if (stale.size) return true;
  sheets.forEach(swap);
  return false;
}

/** Return the file of the site that an address leads to, or "" where it leads to none. */
function fileOf(address) {
  const url = new URL(address, location.href);
  const isOwn = url.origin === location.origin && url.pathname.startsWith(`${base}/`);
  return isOwn ? decodeURIComponent(url.pathname.slice(base.length + 1)) : "";
}

/** Put a newer style sheet in the place of one, which goes when the newer is there: so nothing flickers. */
function swap(link) {
  const newer = link.cloneNode();
  const url = new URL(link.href);
  url.searchParams.set("v", Date.now());
  newer.href = url;
  newer.addEventListener("load", () => link.remove());
  newer.addEventListener("error", () => newer.remove());
  link.after(newer);
}

/** Hear of new editions from the server, for as long as this page is there. */
function listen(spread) {
  const source = new EventSource("/.gazette/events");
  source.addEventListener("message", (message) => {
    if (message.data !== known) ask();
    spread(message.data);
  });
}

/* A browser allows six connections or so to a server. So one tab listens and tells the others, and when it is closed
   another takes its place. Over plain HTTP from another machine there are no locks; there each tab listens. */
if (navigator.locks) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", (message) => {
    if (message.data !== known) ask();
  });
  navigator.locks.request(CHANNEL, () => {
    listen((news) => channel.postMessage(news));
    return new Promise(() => {});
  });
} else {
  listen(() => {});
}
addEventListener("pageshow", ask);
