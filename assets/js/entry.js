// One found article as an element. Text is only ever set as text.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function element(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

// The day is as the editor wrote it, never a Date: no time zone of the reader's may move it.
function day(text) {
  const [year, month, date] = text.split("-").map(Number);
  const time = element("time", "entry-day", `${date} ${MONTHS[month - 1]} ${year}`);
  time.dateTime = text;
  return time;
}

export function entry(article) {
  const link = element("a", "", article.title);
  link.href = article.url;
  const facts = [
    ["", (article.people ?? []).slice(0, 4).join(", ")],
    ["entry-topics", (article.topics ?? []).join(", ")],
    ["entry-source", article.source],
  ];
  return element(
    "article", "entry",
    element("h2", "entry-title", link),
    element("p", "entry-when", day(article.day)),
    ...(article.summary ? [element("p", "entry-summary", article.summary)] : []),
    element("ul", "entry-facts", ...facts.flatMap(([kind, fact]) => (fact ? [element("li", kind, fact)] : []))),
  );
}
