// What somebody did in a turn, in words: what was said, or what was done instead.

const DONE = {
  said: (text) => text,
  silence: () => "(says nothing)",
  launched: () => "(opens the skill)",
  pressed: (button) => `(presses ${button})`,
  touched: (what) => `(touches “${[what].flat()[0]}”)`,
  sent: ({ request }) => `(a request is sent: ${request.type})`,
};

// Null where only the device was switched, or time passed.
export function words(did) {
  const [what] = Object.keys(DONE).filter((key) => key in did);
  return what ? DONE[what](did[what]) : null;
}
