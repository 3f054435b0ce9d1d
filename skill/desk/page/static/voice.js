// The browser's own ears and mouth, where it has them.

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
const mouth = window.speechSynthesis;
const settings = { aloud: false, voice: "", speed: 1 };
let ear = null;

export const canHear = Boolean(Recognition);
export const set = (changes) => Object.assign(settings, changes);
export const voices = () => (mouth ? mouth.getVoices() : []);
export const onVoices = (tell) => mouth && mouth.addEventListener && mouth.addEventListener("voiceschanged", tell);

// About as long as a voice would take, so that light and silence keep time where nothing is spoken.
const breath = (text) => Math.min(6000, 400 + text.length * 25);

// Some voices fall silent in the middle of more than this, and never say that they have ended.
const LONGEST = 180;
// So long a voice may take before it is gone on without it.
const patience = (text) => 5000 + (text.length * 150) / settings.speed;
let turn = 0;

// A text in breaths: whole sentences, as many as go into one.
function breaths(text) {
  const found = [];
  for (const sentence of text.match(/[^.!?…]+[.!?…]*\s*/g) || [text]) {
    const last = found.length - 1;
    if (last >= 0 && found[last].length + sentence.length <= LONGEST) found[last] += sentence;
    else found.push(sentence);
  }
  return found;
}

// Resolves when it has been said, or hushed.
export function say(text, language) {
  if (!text) return Promise.resolve();
  if (!settings.aloud || !voices().length) return new Promise((done) => setTimeout(done, breath(text)));
  const mine = turn;
  const next = (before, part) => before.then(() => mine === turn && spoken(part.trim(), language));
  return breaths(text).reduce(next, Promise.resolve());
}

function spoken(text, language) {
  return new Promise((done) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    words.rate = settings.speed;
    words.voice = voices().find((voice) => voice.name === settings.voice) || null;
    const late = setTimeout(done, patience(text));
    words.onend = words.onerror = () => {
      clearTimeout(late);
      done();
    };
    mouth.speak(words);
  });
}

export function hush() {
  turn += 1;
  if (mouth) mouth.cancel();
}

// Listens once. `heard` gets words as they come, and whether they are final; `over` a reason where it failed.
export function listen(language, heard, over) {
  ear = new Recognition();
  ear.lang = language;
  ear.interimResults = true;
  ear.onresult = (event) => {
    const result = event.results[event.results.length - 1];
    heard(result[0].transcript, result.isFinal);
  };
  let reason = "";
  ear.onerror = (event) => (reason = event.error);
  ear.onend = () => {
    ear = null;
    over(reason);
  };
  ear.start();
}

export const isListening = () => Boolean(ear);
export const stopListening = () => ear && ear.stop();

// A soft chime, twice a second until it is stopped.
let sound = null;
export function chime() {
  stopChime();
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!settings.aloud || !Sound) return;
  const air = new Sound();
  const strike = () => {
    const [tone, loudness] = [air.createOscillator(), air.createGain()];
    tone.frequency.value = 660;
    loudness.gain.setValueAtTime(0.12, air.currentTime);
    loudness.gain.exponentialRampToValueAtTime(0.001, air.currentTime + 0.5);
    tone.connect(loudness).connect(air.destination);
    tone.start();
    tone.stop(air.currentTime + 0.5);
  };
  strike();
  const beat = setInterval(strike, 700);
  sound = () => {
    clearInterval(beat);
    air.close();
  };
}

export function stopChime() {
  if (sound) sound();
  sound = null;
}
