import { pairedDifference } from '#signal';
import { html } from '../src/report/html.ts';
import { linearScale, type Scale } from '../src/report/linear-axis.ts';
import { ink } from '../src/report/palette.ts';
import { rounded, svgFigure } from '../src/report/svg-figure.ts';
import { realCohort, realPeople, type SimulatedCohort, type SimulatedFeature } from './simulated-cohort.ts';

const [width, rowHeight, top, bottom] = [960, 44, 70, 62];
const levels = { left: 220, right: 540 } as const;
const effects = { left: 610, right: 930 } as const;
const colours = { real: ink.strong, simulated: '#0072b2' } as const;
/** How near the fit was asked to come to a real effect. */
const allowed = 0.25;

/** Interval of a real dz: it follows from dz and the number of people alone. */
function realInterval(dz: number): readonly [number, number] {
  const plain = Array.from({ length: realPeople }, (_, i) => i - (realPeople - 1) / 2);
  const sd = Math.sqrt(plain.reduce((sum, value) => sum + value * value, 0) / (realPeople - 1));
  const zeros = plain.map(() => 0);
  return (
    pairedDifference(
      zeros,
      plain.map((value) => value / sd + dz),
    ).d?.interval ?? [dz, dz]
  );
}

function whisker(
  x: Scale,
  [low, high]: readonly [number, number],
  middle: number,
  y: number,
  look: 'real' | 'simulated',
) {
  const colour = colours[look];
  const at = (value: number): string => rounded(x(value));
  const mark =
    look === 'real'
      ? html`<rect x="${rounded(x(middle) - 4)}" y="${y - 4}" width="8" height="8" fill="#ffffff" stroke="${colour}" stroke-width="2"/>`
      : html`<circle cx="${at(middle)}" cy="${y}" r="5" fill="${colour}"/>`;
  return html`<path d="M${at(low)} ${y}H${at(high)}M${at(low)} ${y - 4}v8M${at(high)} ${y - 4}v8" fill="none" stroke="${colour}" stroke-width="2"/>${mark}`;
}

function axis(
  x: Scale,
  ticks: readonly number[],
  name: string,
  { left, right }: typeof levels | typeof effects,
  height: number,
) {
  const floor = height - bottom;
  return html`${ticks.map((tick) => html`<path d="M${rounded(x(tick))} ${top - 12}V${floor}" stroke="${tick === 0 ? ink.soft : ink.faint}" ${tick === 0 ? html`stroke-dasharray="4 3"` : ''}/><text x="${rounded(x(tick))}" y="${floor + 16}" font-size="11" text-anchor="middle" fill="${ink.soft}">${rounded(tick, 2).replace('-', '−')}</text>`)}<text x="${(left + right) / 2}" y="${floor + 36}" font-size="12" text-anchor="middle" fill="${ink.text}">${name}</text>`;
}

/** Real means against simulated ones: levels in SDs of the real people on the left, effects of fatigue on the right. */
export function simulationFigure({ features, people }: SimulatedCohort): string {
  const height = top + features.length * rowHeight + bottom;
  const level = linearScale([-2, 2], [levels.left, levels.right]);
  const effect = linearScale([-1.25, 1.25], [effects.left, effects.right]);
  const row = ({ name, fresh, dz, interval }: SimulatedFeature, i: number) => {
    const real = realCohort[name];
    const y = top + i * rowHeight + 8;
    const [mean, sd] = fresh.map((value, k) => (k === 0 ? value - real.fresh[0] : value) / real.fresh[1]);
    const band = real.fitted.includes('effect')
      ? html`<rect x="${rounded(effect(real.dz - allowed))}" y="${y - 6}" width="${rounded(effect(allowed) - effect(-allowed))}" height="34" fill="${ink.faint}"/>`
      : '';
    return html`<text x="16" y="${y + 13}" font-size="12" fill="${ink.text}">${name}</text>${band}${whisker(level, [-1, 1], 0, y, 'real')}${whisker(level, [mean - sd, mean + sd], mean, y + 20, 'simulated')}${whisker(effect, realInterval(real.dz), real.dz, y, 'real')}${whisker(effect, interval, dz, y + 20, 'simulated')}`;
  };
  const said = features.map(({ name, dz }) => `${name}: dz real ${realCohort[name].dz}, simulated ${dz.toFixed(2)}`);
  const body = html`<rect width="${width}" height="${height}" fill="#ffffff"/>${axis(level, [-2, -1, 0, 1, 2], 'fresh: mean ± SD, in SDs of the real people', levels, height)}${axis(effect, [-1, -0.5, 0, 0.5, 1], 'fatigued less fresh: dz with its 95 % interval', effects, height)}${features.map(row)}<rect x="220" y="22" width="8" height="8" fill="#ffffff" stroke="${colours.real}" stroke-width="2"/><text x="236" y="30" font-size="12" fill="${ink.text}">${realPeople} real people</text><circle cx="344" cy="26" r="5" fill="${colours.simulated}"/><text x="356" y="30" font-size="12" fill="${ink.text}">${people} simulated people, realistic</text><rect x="610" y="19" width="28" height="14" fill="${ink.faint}"/><text x="646" y="30" font-size="12" fill="${ink.text}">real dz ± ${allowed}, where it was fitted</text>`;
  return `${
    svgFigure({
      id: 'simulation',
      simulated: true,
      title: 'Levels and fatigue effects of simulated people beside those of real ones',
      description: `${said.join('. ')}.`,
      width,
      height,
      body,
    }).markup
  }\n`;
}
