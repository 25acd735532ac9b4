/* What is wrong with the collection, over the last good page. All that is shown is put in as text. */

const SHORTENED = "gazette-preview-shortened";
let host = null;
let shown = "";

/** Show the problems of some news: errors in a panel, warnings behind a badge; nothing where there are none. */
export function showProblems(news) {
  const key = JSON.stringify([news.problems, news.errors, news.warnings]);
  if (key === shown || document.body.classList.contains("gazette-waiting")) return;
  shown = key;
  if (!news.problems.length) {
    host?.remove();
    host = null;
    return;
  }
  const isShort = !news.errors || sessionStorage.getItem(SHORTENED) === key;
  draw(news, isShort, key);
}

/** Draw the panel, or the badge that opens it. */
function draw(news, isShort, key) {
  const root = (host ?? place()).shadowRoot;
  root.querySelector("section")?.remove();
  const section = element("section", news.errors ? "errors" : "warnings");
  section.lang = "en";
  if (isShort) {
    const badge = element("button", "badge", tally(news));
    badge.type = "button";
    badge.addEventListener("click", () => turn(news, false, key));
    section.append(badge);
  } else {
    section.append(...panel(news, () => turn(news, true, key)));
    section.setAttribute("role", "dialog");
    section.setAttribute("aria-labelledby", "title");
    section.addEventListener("keydown", (event) => event.key === "Escape" && turn(news, true, key));
  }
  root.append(section);
}

/** Make the panel a badge or the badge a panel, because the reader wishes so, and keep the focus on it. */
function turn(news, isShort, key) {
  if (isShort) sessionStorage.setItem(SHORTENED, key);
  else sessionStorage.removeItem(SHORTENED);
  draw(news, isShort, key);
  host.shadowRoot.querySelector("button").focus();
}

function panel(news, close) {
  const head = element("div", "head");
  const alert = element("div");
  alert.setAttribute("role", "alert");
  const title = element("h2", "", tally(news));
  title.id = "title";
  alert.append(title);
  const button = element("button", "close", "Close");
  button.type = "button";
  button.title = "Escape";
  button.addEventListener("click", close);
  head.append(alert, button);
  if (news.errors) head.append(element("p", "", "The page behind is the last good one."));
  const list = element("ul");
  list.append(...news.problems.map(line));
  const left = news.problems.reduce((rest, problem) => rest - problem.times, news.errors + news.warnings);
  if (left > 0) list.append(element("li", "", `and ${left} more, in the terminal`));
  return [head, list];
}

function line(problem) {
  const item = element("li", problem.severity);
  item.append(
    element("code", "place", problem.place),
    element("span", "severity", problem.severity),
    element("span", "message", problem.message),
    element("code", "code", problem.code),
  );
  return item;
}

/** Put an empty host into the page, in which neither the site's styles nor these reach the other. */
function place() {
  host = document.createElement("gazette-preview");
  const sheet = element("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("preview.css", import.meta.url);
  host.attachShadow({ mode: "open" }).append(sheet);
  document.body.append(host);
  return host;
}

function tally({ errors, warnings }) {
  const counts = [counted(errors, "error"), counted(warnings, "warning")];
  return counts.filter(Boolean).join(", ");
}

function counted(number, word) {
  return number && `${number} ${word}${number === 1 ? "" : "s"}`;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/* Escape closes the panel wherever the focus is, as long as the page does not need the key itself. */
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) host?.shadowRoot.querySelector(".close")?.click();
});
