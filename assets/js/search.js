// The search page: reads the collection once, answers while the reader types.

import { fold, rank } from "./match.js";
import { entry } from "./entry.js";

const LIMIT = 50;
const PAUSE = 150;

const form = document.getElementById("g-search");
const field = form.elements.q;
const status = document.getElementById("g-search-status");
const results = document.getElementById("g-search-results");

let collection;

// Resolves to the articles, each with its fields folded for matching.
function load() {
  collection ??= fetch(form.dataset.articles)
    .then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      return response.text();
    })
    .then((text) => text.split("\n").filter(Boolean).map((line) => fold(JSON.parse(line))));
  // A failure is not remembered: the next word typed tries again.
  collection.catch(() => { collection = undefined; });
  return collection;
}

function report(found) {
  if (found === 0) return "Nothing found. Try fewer words, or a part of a name.";
  const articles = found === 1 ? "1 article" : `${found.toLocaleString("en")} articles`;
  return found > LIMIT ? `${articles}; the first ${LIMIT} are shown.` : `${articles}.`;
}

async function answer() {
  const query = field.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);

  if (!query) {
    results.replaceChildren();
    results.hidden = true;
    status.textContent = "Every word must occur; accents and capitals do not matter.";
    return;
  }
  try {
    const found = rank(await load(), query);
    // The reader has typed on meanwhile: a later answer is on its way.
    if (field.value.trim() !== query) return;
    results.replaceChildren(...found.slice(0, LIMIT).map(entry));
    results.hidden = found.length === 0;
    status.textContent = report(found.length);
  } catch {
    status.textContent = "The collection could not be read. The indexes below lead to every article.";
  }
}

let timer;
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(answer, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  answer();
});

field.value = new URLSearchParams(location.search).get("q") ?? "";
answer();
