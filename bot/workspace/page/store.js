// What this page knows: a copy of the workspace as one person sees it, kept fresh by server-sent news.

export const store = {
  me: "", bot: "", team: "", now: "", banner: "", isConnected: true, canForward: false,
  people: new Map(), groups: new Map(), channels: new Map(), messages: new Map(),
  commands: [], shortcuts: [], views: [], home: null,
  open: "", tab: "messages", thread: null, read: {}, highlighted: "",
};

let source = null;
let tell = () => {};

export async function begin(person, onNews) {
  tell = onNews;
  source?.close();
  const answer = await fetch(`/_page/state?as=${encodeURIComponent(person)}`);
  const body = await answer.json();
  Object.assign(store, { me: body.me, bot: body.bot, team: body.team, commands: body.commands, shortcuts: body.shortcuts });
  store.people = byId(body.people);
  store.groups = byId(body.groups);
  store.channels = byId(body.channels);
  store.messages = new Map();
  body.messages.forEach(keep);
  surround(body);
  const saved = sessionStorage.getItem(`read:${store.me}`);
  store.read = saved ? JSON.parse(saved) : {};
  if (!saved) for (const id of store.channels.keys()) markRead(id);
  listen(body.seq);
}

function listen(after) {
  source = new EventSource(`/_page/events?as=${store.me}&after=${after}`);
  source.addEventListener("news", (event) => {
    const body = JSON.parse(event.data);
    body.people.forEach((one) => store.people.set(one.id, one));
    body.channels.forEach((one) => store.channels.set(one.id, one));
    body.messages.forEach(keep);
    surround(body);
    tell(body);
  });
  source.addEventListener("reload", () => begin(store.me, tell).then(() => tell(null)));
  // The browser's own reconnection would ask for changes since the first snapshot; a fresh one is surer.
  source.addEventListener("error", () => {
    source.close();
    setTimeout(() => begin(store.me, tell).then(() => tell(null), () => listen(after)), 1500);
  });
}

function surround(body) {
  store.views = body.views;
  store.home = body.home;
  store.banner = body.banner;
  store.now = body.now;
  store.isConnected = body.is_connected;
  store.canForward = body.can_forward;
}

function keep(message) {
  if (!store.messages.has(message.channel)) store.messages.set(message.channel, new Map());
  store.messages.get(message.channel).set(message.ts, message);
}

const byId = (items) => new Map(items.map((one) => [one.id, one]));

export const me = () => store.people.get(store.me);
export const zone = () => me()?.tz || "UTC";

export function messagesOf(channel) {
  const all = [...(store.messages.get(channel)?.values() ?? [])].filter((m) => !m.is_deleted || m.reply_count);
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

export function markRead(channel) {
  const last = messagesOf(channel).at(-1);
  store.read[channel] = last ? last.ts : "0";
  sessionStorage.setItem(`read:${store.me}`, JSON.stringify(store.read));
}

export function unread(channel) {
  const since = store.read[channel] ?? "0";
  return messagesOf(channel).filter((m) => m.ts > since && m.user !== store.me && !m.is_deleted).length;
}

export async function act(what, details = {}) {
  const headers = { "Content-Type": "application/json", "X-Workspace-Page": "1" };
  const body = JSON.stringify({ as: store.me, act: what, ...details });
  try {
    const answer = await fetch("/_page/act", { method: "POST", headers, body });
    return await answer.json();
  } catch {
    return { ok: false, error: "The workspace does not answer. Is it still running?" };
  }
}

// What to say when the bot did not acknowledge; Slack shows a warning sign in such moments too.
export function complaint(answer) {
  if (answer.ok) return "";
  if (answer.error) return answer.error;
  if (!store.isConnected) return "Nobody is listening: no bot is connected to this workspace.";
  return answer.status ? `The app answered with an error (${answer.status}).` : "The app did not answer within three seconds.";
}
