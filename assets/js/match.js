// Which articles answer a query, best first. Pure functions.

// Letters that Unicode does not take apart into a base letter and a mark.
const LETTERS = {
  "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l",
  "þ": "th", "ə": "e", "ı": "i", "ħ": "h", "ŋ": "ng", "ŧ": "t", "ĸ": "q", "ɓ": "b",
  "ɗ": "d", "ɖ": "d", "ɛ": "e", "ɔ": "o", "ƙ": "k", "ƴ": "y", "ƒ": "f", "ɣ": "g",
  "ʋ": "v", "ɨ": "i", "ʉ": "u",
};

export function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// What a word is worth where it is found.
const WEIGHTS = { title: 8, names: 6, source: 3, summary: 2 };

export function fold(article) {
  const names = [...(article.people ?? []), ...(article.topics ?? [])];
  return {
    article,
    fields: {
      title: ` ${plain(article.title)}`,
      names: ` ${plain(names.join(" "))}`,
      source: ` ${plain(article.source ?? "")}`,
      summary: ` ${plain(article.summary ?? "")}`,
    },
  };
}

function worth(fields, word) {
  let sum = 0;
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    if (fields[name].includes(` ${word}`)) sum += weight;
    else if (fields[name].includes(word)) sum += weight / 4;
  }
  return sum;
}

// Every word must occur somewhere; equals keep their order, newest first.
export function rank(collection, query) {
  const words = plain(query).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  return collection
    .map(({ article, fields }) => {
      const worths = words.map((word) => worth(fields, word));
      const score = worths.includes(0) ? 0 : worths.reduce((sum, each) => sum + each, 0);
      return { article, score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ article }) => article);
}
