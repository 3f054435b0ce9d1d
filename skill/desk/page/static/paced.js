// What is heard with its pauses, as SSML has them: the words of each part, and the seconds of silence after it.

const BREAK = /<break[^>]*?time=["'](\d+(?:\.\d+)?)(ms|s)["'][^>]*>/g;
const A_PAUSE = 1; // seconds; shorter ones are part of speaking

const PLAIN = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

const words = (ssml) => ssml.replace(/<[^>]+>/g, "").replace(/&(?:lt|gt|quot|apos|amp);/g, (each) => PLAIN[each]).replace(/\s+/g, " ").trim();

export function paced(ssml) {
  const parts = [];
  let [from, kept] = [0, ""];
  for (const found of (ssml || "").matchAll(BREAK)) {
    const seconds = found[1] / (found[2] === "ms" ? 1000 : 1);
    kept += ssml.slice(from, found.index);
    from = found.index + found[0].length;
    if (seconds < A_PAUSE) continue;
    parts.push({ text: words(kept), seconds });
    kept = "";
  }
  return [...parts, { text: words(kept + (ssml || "").slice(from)), seconds: 0 }];
}

export const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
