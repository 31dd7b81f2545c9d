import type { SegmentKind } from '#recording';

/** Ink, from strong to faint. */
export const ink = { strong: '#1b2430', text: '#334155', soft: '#64748b', line: '#cbd5e1', faint: '#e8edf3' } as const;

/** Colours of what the person does, from the colour-blind safe set of Okabe and Ito; always shown with the word. */
export const phaseColours: Readonly<Record<SegmentKind, string>> = {
  rest: '#64748b',
  hold: '#0072b2',
  mvc: '#d55e00',
  contraction: '#cc79a7',
};

/** Words for what the person does. */
export const phaseWords: Readonly<Record<SegmentKind, string>> = {
  rest: 'rest',
  hold: 'hold',
  mvc: 'maximal squeeze',
  contraction: 'contraction',
};

/** Colours of a falling and of a rising line: blue and orange, told apart by every eye. */
export const directionColours = { falls: '#2b8cc4', rises: '#e08a00' } as const;

const modelColours: Readonly<Record<string, string>> = {
  features: '#009e73',
  cnn: '#b0518a',
  resnet18: '#56b4e9',
  resnet50: '#0072b2',
  nuisance: '#e69f00',
};

/** Colour of a model in every figure; controls that cannot know anything are slate. */
export function modelColour(model: string): string {
  return modelColours[model] ?? ink.soft;
}

/** The typeface of page and figures: whatever the reader's system has. */
export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
