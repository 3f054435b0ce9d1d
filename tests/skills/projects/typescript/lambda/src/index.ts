// A skill in TypeScript as a plain function, without the SDK.
import { GREETING } from "./words";

interface Asked {
  request: { type: string; intent: { name: string; slots: Record<string, { value?: string }> } };
  session: { attributes: Record<string, string> };
}

const say = (text: string, sessionAttributes: Record<string, string> = {}) => ({
  version: "1.0",
  sessionAttributes,
  response: { outputSpeech: { type: "PlainText", text }, shouldEndSession: false },
});

const intents: Record<string, (asked: Asked) => ReturnType<typeof say>> = {
  KeepIntent: ({ request }) => say("Kept.", { note: request.intent.slots.Note.value ?? "" }),
  ReadIntent: ({ session }) => say(`kept: ${session.attributes.note}`),
  BreakIntent: () => {
    throw new TypeError("nobody home");
  },
};

export const handler = async (asked: Asked) => {
  if (asked.request.type === "LaunchRequest") return say(GREETING);
  return asked.request.type === "IntentRequest" ? intents[asked.request.intent.name](asked) : undefined;
};
