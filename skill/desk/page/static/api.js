// The desk's own routes. Everything that goes wrong comes back as an Error that says what to do.

async function call(method, path, body, type = "application/json") {
  let answer;
  try {
    answer = await fetch(path, { method, headers: body == null ? {} : { "Content-Type": type }, body });
  } catch {
    throw new Error("The desk does not answer. Is script/run still running?");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(told.error || `The desk answered ${answer.status}.`), { status: answer.status });
  return told;
}

// A conversation as a file: its text.
export async function file(conversation, name, kind) {
  const answer = await fetch(`/conversations/${encodeURIComponent(conversation)}/file?name=${encodeURIComponent(name)}&for=${kind}`);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || `The desk answered ${answer.status}.`);
  return answer.text();
}

const post = (path, data) => call("POST", path, JSON.stringify(data));
const of = (session, what) => `/sessions/${encodeURIComponent(session)}/${what}`;

export const say = (wish) => post("/say", wish);
export const touch = (session, does, event) => post(of(session, "touch"), { arguments: [does].flat(), ...(event && { event }) });
export const pressButton = (session, button) => post(of(session, "press"), { button });
export const silence = (session) => post(of(session, "silence"), {});
export const advance = (session, seconds) => post(of(session, "clock"), { advance_seconds: seconds });
export const press = (session, alert, what) => post(of(session, `alerts/${encodeURIComponent(alert)}`), { do: what });
export const flip = (session, switches) => post(of(session, "device"), switches);
export const conversations = () => call("GET", "/conversations");
export const conversation = (id) => call("GET", `/conversations/${encodeURIComponent(id)}`);
export const turn = (id) => call("GET", `/turns/${encodeURIComponent(id)}`);
export const branch = (turn, does) => post(`/turns/${encodeURIComponent(turn)}/branch`, does);
export const samples = (locale) => call("GET", `/samples.json?locale=${encodeURIComponent(locale)}`);
export const learning = (locale) => call("GET", `/learning.json?locale=${encodeURIComponent(locale)}`);
export const memory = () => call("GET", "/memory");
export const forget = () => call("DELETE", "/memory");
export const replay = (text) => call("POST", "/replay", text, "application/toml");
