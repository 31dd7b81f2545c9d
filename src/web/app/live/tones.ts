import type { SentView } from '#api';

type CueWord = NonNullable<SentView['guide']['cue']>['word'];

/** Height of the tone that begins a step (Hz): up for effort, down for rest. */
const heights: Readonly<Record<CueWord, number>> = { rest: 330, relax: 392, easy: 523, hold: 659, maximum: 880 };

/** Short tones for who does not look at the screen. */
export interface Tones {
  begin(word: CueWord): void;
  /** One of the last seconds before an effort. */
  tick(): void;
}

/** Silent until the browser allows sound, which it does after the first key or click. */
export function tones(): Tones {
  let context: AudioContext | undefined;
  function tone(hz: number, lastsS: number, loudness: number): void {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    const at = context.currentTime;
    oscillator.frequency.value = hz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loudness, at + 0.01);
    gain.gain.linearRampToValueAtTime(0, at + lastsS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + lastsS);
  }
  return { begin: (word) => tone(heights[word], 0.35, 0.25), tick: () => tone(587, 0.08, 0.15) };
}
