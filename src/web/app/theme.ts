import { createTheme } from '@mantine/core';

/** Colours of what the person does (Okabe and Ito, told apart by every eye); never shown without the word. */
export const phaseColours = {
  rest: '#475569',
  relax: '#009e73',
  hold: '#0072b2',
  maximum: '#d55e00',
  easy: '#a0527d',
} as const;

/** Of what needs attention. */
export const warningColour = '#e69f00';

/** Ink on the dark page, from strong to faint, and the grounds below it. */
export const ink = {
  strong: '#f1f5f9',
  text: '#cbd5e1',
  soft: '#94a3b8',
  line: '#334155',
  panel: '#17202e',
  ground: '#0d141f',
} as const;

/** Fonts of the system: nothing is fetched. */
export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

export const theme = createTheme({
  fontFamily,
  primaryColor: 'hold',
  primaryShade: 6,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    hold: [
      '#e5f3fb',
      '#c6e4f6',
      '#93cbee',
      '#5eb1e4',
      '#329bdb',
      '#1580c4',
      '#0072b2',
      '#006aa6',
      '#00568a',
      '#00446e',
    ],
    dark: [
      '#e2e8f0',
      '#cbd5e1',
      '#a3b1c4',
      '#94a3b8',
      '#3d4b61',
      '#2a3648',
      '#17202e',
      '#0d141f',
      '#0a1019',
      '#060a11',
    ],
  },
});
