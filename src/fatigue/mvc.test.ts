import { describe, expect, it } from 'vitest';
import type { Channel } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, emgChannel } from './check-contractions.ts';
import { bandLimited } from './contraction.ts';
import { emgMvcTrial, forceMvcTrial, judgeMvc, type MvcTrial } from './index.ts';

const fs = 100;
const file = 'S01.edf';

function forceChannel(values: readonly number[] | Float64Array, rate = fs): Channel {
  return { name: 'Force', kind: 'force', unit: 'N', fs: rate, samples: Float64Array.from(values) };
}

/** A squeeze of `peakN`, up in `riseS`, held and let go, with 1 s of nothing on both sides. */
function squeeze(peakN: number, { riseS = 0.3, heldS = 3, wobble = 0 } = {}): Float64Array {
  const n = Math.round((2 + riseS + heldS + 0.3) * fs);
  return Float64Array.from({ length: n }, (_, i) => {
    const t = i / fs - 1;
    if (t < 0 || t > riseS + heldS + 0.3) return 0;
    if (t < riseS) return (peakN * t) / riseS;
    if (t > riseS + heldS) return peakN * (1 - (t - riseS - heldS) / 0.3);
    return peakN * (1 + wobble * Math.sin(2 * Math.PI * 4 * t));
  });
}

const whole = (channel: Channel) => ({
  kind: 'mvc' as const,
  channel: channel.name,
  startS: 0,
  endS: channel.samples.length / channel.fs,
});

function trialOf(values: readonly number[] | Float64Array): MvcTrial {
  const force = forceChannel(values);
  return forceMvcTrial(force, whole(force), { file });
}

const messages = ({ issues }: { issues: MvcTrial['issues'] }) =>
  issues.map(({ code, message }) => `${code}: ${message}`);

describe('forceMvcTrial', () => {
  it('is the best 0.5 s mean, where it was', () => {
    const trial = trialOf(squeeze(400));
    expect(trial).toMatchObject({ source: 'force', unit: 'N', isAccepted: true, issues: [] });
    expect(trial.value).toBeCloseTo(400, 10);
    expect(trial.startS).toBeCloseTo(1.3, 1);
    expect(trial.endS - trial.startS).toBeCloseTo(0.5, 10);
    expect(trial.rampS).toBeCloseTo(0.25, 1);
  });

  it('does not take a jerk for a plateau', () => {
    const jerk = squeeze(300);
    for (let i = 140; i < 150; i++) jerk[i] = 420;
    // Ten samples of 420 and forty of 300.
    const trial = trialOf(jerk);
    expect(trial.value).toBeCloseTo(324, 10);
    expect(trial.isAccepted).toBe(false);
    expect(messages(trial)[0]).toBe(
      'MVC_REJECTED: This squeeze does not count: no plateau: the best 0.5 s reach 77.1 % of the peak.',
    );
  });

  it('rejects a squeeze that still rises when it ends', () => {
    const trial = trialOf(Float64Array.from({ length: 400 }, (_, i) => i));
    expect(trial.isAccepted).toBe(false);
    expect(messages(trial)[0]).toContain('the largest force is the last sample: it was still rising');
  });

  it('warns of a slow rise and of an unsteady plateau, and says which', () => {
    const slow = trialOf(squeeze(400, { riseS: 2 }));
    expect(slow.isAccepted).toBe(true);
    expect(messages(slow)).toEqual([
      'MVC_SUBMAXIMAL: This may not be a full effort: a slow rise of 1.6 s where 1 s is the most.',
    ]);
    const unsteady = trialOf(squeeze(400, { wobble: 0.1 }));
    expect(messages(unsteady)).toEqual([
      'MVC_SUBMAXIMAL: This may not be a full effort: an unsteady plateau, 7.1 % where 5 % is the most.',
    ]);
    const force = forceChannel(squeeze(400, { riseS: 2 }));
    expect(forceMvcTrial(force, whole(force), { file, longestRampS: 3 }).issues).toEqual([]);
  });

  it('takes the EMG from the window of the best force, not from its own maximum', () => {
    const force = forceChannel(squeeze(400));
    const emg = emgChannel(colouredNoise(5600), 1000);
    // Louder where the force is let go: a maximum of the EMG that is not the maximum of force.
    for (let i = 4400; i < 5000; i++) emg.samples[i] *= 5;
    const trial = forceMvcTrial(force, whole(force), { file, emg });
    const from = Math.round(trial.startS * 1000);
    const filtered = bandLimited(emg.samples, 1000).samples.subarray(from, from + 500);
    expect(trial.emgRmsMv).toBeCloseTo(Math.sqrt(filtered.reduce((sum, v) => sum + v * v, 0) / 500), 12);
    expect(emgMvcTrial(emg, whole(emg), { file }).startS).toBeGreaterThan(4.2);
  });

  it('reads a squeeze inside a longer recording', () => {
    const force = forceChannel([...squeeze(500), ...squeeze(400)]);
    const startS = squeeze(500).length / fs;
    const trial = forceMvcTrial(force, { kind: 'mvc', channel: 'Force', startS, endS: 2 * startS }, { file });
    expect(trial.value).toBeCloseTo(400, 10);
    expect(trial.startS).toBeGreaterThan(startS);
  });

  it('refuses a channel that is no force, and a piece of nothing', () => {
    const emg = emgChannel(colouredNoise(3000));
    expect(refusal(() => forceMvcTrial(emg, whole(emg), { file }))).toContain('A1 of kind emg — in forceMvcTrial.');
    const force = forceChannel(squeeze(4));
    expect(refusal(() => forceMvcTrial(force, { ...whole(force), startS: 99, endS: 100 }, { file }))).toContain(
      'at least 0.5 s within its channel, got 99–100 s',
    );
    expect(refusal(() => emgMvcTrial(force, whole(force), { file }))).toContain('Force of kind force');
  });
});

describe('emgMvcTrial', () => {
  it('is the best 0.5 s RMS in mV, named as EMG', () => {
    const samples = colouredNoise(5000);
    for (let i = 2000; i < 2500; i++) samples[i] *= 3;
    const emg = emgChannel(samples);
    const trial = emgMvcTrial(emg, whole(emg), { file });
    expect(trial).toMatchObject({ source: 'emg', unit: 'mV', isAccepted: true, issues: [] });
    expect(trial.startS).toBeCloseTo(2, 1);
    const filtered = bandLimited(samples, 1000).samples;
    const rmsFrom = (first: number) =>
      Math.sqrt(filtered.subarray(first, first + 500).reduce((sum, v) => sum + v * v, 0) / 500);
    expect(trial.value).toBeCloseTo(rmsFrom(Math.round(1000 * trial.startS)), 12);
    for (let first = 0; first <= 4500; first += 10) expect(rmsFrom(first)).toBeLessThanOrEqual(trial.value + 1e-12);
  });

  it('rejects one whose amplitude still rises', () => {
    const louderAt = (from: number, end: number) =>
      emgChannel(colouredNoise(3000).map((value, i) => (i >= from && i < end ? value * 20 : value)));
    const rising = louderAt(2990, 3000);
    const trial = emgMvcTrial(rising, whole(rising), { file });
    expect(trial.isAccepted).toBe(false);
    expect(messages(trial)).toEqual([
      'MVC_REJECTED: This squeeze does not count: its EMG was still rising when it ended.',
    ]);
    const earlier = louderAt(1000, 1010);
    expect(emgMvcTrial(earlier, whole(earlier), { file }).isAccepted).toBe(true);
  });
});

describe('judgeMvc', () => {
  const session = (...peaks: number[]) =>
    judgeMvc(
      peaks.map((peak) => trialOf(squeeze(peak))),
      { file },
    );

  it('takes the best of three once the best two agree within 5 %', () => {
    expect(session(380, 400, 390)).toMatchObject({
      source: 'force',
      unit: 'N',
      value: expect.closeTo(400, 8),
      best: 1,
      differencePercent: expect.closeTo(2.5, 8),
      verdict: 'accepted',
      reason: 'Accepted: the best two differ by 2.5 %, within 5 %.',
      issues: [],
    });
  });

  it('has exactly 5 % as its border', () => {
    expect(session(400, 380, 300).verdict).toBe('accepted');
    expect(session(400, 379.9, 300).verdict).toBe('another trial');
  });

  it('never says the same difference for both sides of the border', () => {
    expect(session(400, 380.16, 300).reason).toBe('Accepted: the best two differ by 4.96 %, within 5 %.');
    expect(session(400, 380, 300).reason).toBe('Accepted: the best two differ by 5.0 %, within 5 %.');
    expect(session(400, 379.999, 300).reason).toContain('the best two differ by 5.0003 %, and the best two must agree');
  });

  it('asks for another trial, up to five', () => {
    expect(session(400, 395).reason).toBe('Another trial, please: 2 of at least 3; the best two differ by 1.3 %.');
    expect(session(300, 400, 350, 200).reason).toBe(
      'Another trial, please: the best two differ by 12.5 %, and the best two must agree within 5 %.',
    );
    const five = session(300, 400, 350, 200, 250);
    expect(five.verdict).toBe('unrepeatable');
    expect(five.value).toBeCloseTo(400, 8);
    expect(messages(five)).toEqual([
      'MVC_SUBMAXIMAL: This may not be a full effort: after 5 trials the best two differ by 12.5 %.',
    ]);
    expect(session(300, 400, 350, 200, 398).verdict).toBe('accepted');
  });

  it('does not count rejected trials, and counts them towards the five', () => {
    const rising = trialOf(Float64Array.from({ length: 400 }, (_, i) => 2 * i));
    const good = [380, 390].map((peak) => trialOf(squeeze(peak)));
    const judged = judgeMvc([rising, ...good], { file });
    expect(judged.value).toBeCloseTo(390, 8);
    expect(judged.verdict).toBe('accepted');
    expect(judged.issues.map(({ code }) => code)).toEqual(['MVC_REJECTED', 'MVC_SUBMAXIMAL']);
    const none = judgeMvc(Array(5).fill(rising), { file });
    expect(none).toMatchObject({ value: null, best: null, verdict: 'unrepeatable' });
    expect(none.reason).toContain('no squeeze counts');
    expect(judgeMvc([rising], { file }).verdict).toBe('another trial');
  });

  it('does not depend on the order', () => {
    const values = [300, 400, 390];
    const orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2]].map((order) => session(...order.map((i) => values[i])).value); // biome-ignore format: one row
    expect(new Set(orders).size).toBe(1);
  });

  it('refuses no trial and mixed ones', () => {
    expect(refusal(() => judgeMvc([], { file }))).toContain('got none');
    const emg = emgChannel(colouredNoise(3000));
    const mixed = [trialOf(squeeze(4)), emgMvcTrial(emg, whole(emg), { file })];
    expect(refusal(() => judgeMvc(mixed, { file }))).toContain('got force in N, emg in mV');
    expect(refusal(() => judgeMvc(mixed, { file, fewestTrials: 6 }))).toContain('mostTrials must be');
  });
});
