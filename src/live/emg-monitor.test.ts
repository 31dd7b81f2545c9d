import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { emgFilter, inBand, medianFrequency } from '#fatigue';
import { mean, rms, sosfilt, sosfiltfilt, steadyState, welch } from '#signal';
import { simulatedTest } from './check-live.ts';
import { type EmgMonitor, type EmgUpdate, emgMonitor } from './emg-monitor.ts';

const { recording } = simulatedTest();
const whole = recording.channels[0].samples;
const signal = whole.slice(7000, 12_500);
const monitor = (): EmgMonitor => emgMonitor({ name: 'EMG', fs: 1000 });

function joined(updates: readonly EmgUpdate[]) {
  return {
    effort: updates.flatMap(({ effortMv }) => [...effortMv]),
    windows: updates.flatMap(({ windows }) => windows),
    columns: updates.flatMap(({ columns }) => columns),
  };
}

const faultsOf = (updates: readonly EmgUpdate[]) =>
  joined(updates).windows.map(({ faults }) => faults.map(({ code }) => code));

describe('emgMonitor', () => {
  it('gives the same bits however the signal is cut, lost stretches included', () => {
    const run = (cuts: readonly number[]) => {
      const running = monitor();
      const updates: EmgUpdate[] = [];
      for (const [from, to] of [
        [0, 2000],
        [2600, signal.length],
      ]) {
        let at = from;
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const end = Math.min(to, at + cut);
          updates.push(running.push(signal.subarray(at, end)));
          at = end;
        }
        if (to === 2000) updates.push(running.lost(600));
      }
      return joined(updates);
    };
    const once = run([]);
    expect(once.windows.length).toBe(10);
    expect(once.effort.length).toBe(550);
    expect(once.columns.length).toBe(Math.floor((5500 - 256) / 64) + 1);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 }), (cuts) => {
        expect(run(cuts)).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  it('measures what the functions for recordings give on the signal filtered forward', () => {
    const { windows, effort } = joined([monitor().push(signal)]);
    const sos = emgFilter(1000);
    const filtered = sosfilt(sos, signal, steadyState(sos, signal[0])).y;
    windows.forEach((window, i) => {
      const part = filtered.subarray(i * 500, i * 500 + 1000);
      expect(window.rmsMv).toBe(rms(part));
      expect(window.mdfHz).toBe(medianFrequency(inBand(welch(part, 1000, { windowSamples: 1000 }), [20, 450])));
      expect(window.startS).toBe(i / 2);
      expect(window.endS).toBe(i / 2 + 1);
    });
    expect(effort[199]).toBe(rms(filtered.subarray(1750, 2000)));
    expect(effort[0]).toBe(rms(filtered.subarray(0, 10)));
  });

  it('differs from the filter without phase shift by little in a steady contraction', () => {
    const hold = whole.slice(10_000, 17_000);
    const { windows } = joined([monitor().push(whole.subarray(0, 17_000))]);
    const offset = mean(hold);
    const zeroPhase = sosfiltfilt(
      emgFilter(1000),
      hold.map((value) => value - offset),
    );
    for (let from = 1000; from + 1000 <= 6000; from += 500) {
      const window = windows.find(({ startS }) => startS === 10 + from / 1000);
      const part = zeroPhase.subarray(from, from + 1000);
      const mdfHz = medianFrequency(inBand(welch(part, 1000, { windowSamples: 1000 }), [20, 450]));
      // Twice through the filter loses more at the edges of the band: a little less RMS.
      expect(Math.abs((window?.mdfHz as number) - mdfHz)).toBeLessThan(2);
      expect(Math.abs((window?.rmsMv as number) / rms(part) - 1)).toBeLessThan(0.03);
    }
  });

  it('keeps time over lost samples, fills them and calls every window that they reach into bad', () => {
    const running = monitor();
    const updates = [running.push(signal.subarray(0, 1700)), running.lost(150), running.push(signal.subarray(1850))];
    const { windows, effort } = joined(updates);
    expect(windows.length).toBe(10);
    const lossy = (of: typeof windows) =>
      of.filter(({ faults }) => faults.some(({ code }) => code === 'DROPPED_SAMPLES')).map(({ startS }) => startS);
    expect(lossy(windows)).toEqual([1, 1.5]);
    expect(windows[2].faults.map(({ code }) => code)).toEqual(['SIGNAL_GAP', 'DROPPED_SAMPLES']);
    expect([...effort, ...windows.flatMap(({ rmsMv, mdfHz }) => [rmsMv, mdfHz ?? 0])].every(Number.isFinite)).toBe(
      true,
    );
    // Also one sample, which does not stand still long enough to be seen in the signal.
    const short = monitor();
    const one = [short.push(signal.subarray(0, 1700)), short.lost(1), short.push(signal.subarray(1701))];
    expect(lossy(joined(one).windows)).toEqual([1, 1.5]);
  });

  it('survives loss before the first sample, and silence', () => {
    const running = monitor();
    const { windows, effort, columns } = joined([running.lost(1500), running.push(new Float64Array(1500).fill(0.3))]);
    expect(windows.every(({ isGood }) => !isGood)).toBe(true);
    expect(windows[0]).toMatchObject({ rmsMv: 0, mdfHz: null, mnfHz: null });
    expect([...effort, ...columns.flatMap(({ db }) => [...db])].every(Number.isFinite)).toBe(true);
  });

  it('names hum, clipping and a flat line as they happen', () => {
    const rest = whole.subarray(0, 3000);
    const hum = rest.map((value, i) => value + 0.05 * Math.sin((2 * Math.PI * 50 * i) / 1000));
    expect(faultsOf([monitor().push(hum)]).every((codes) => codes.includes('MAINS_HUM'))).toBe(true);
    const clipped = whole.subarray(11_000, 14_000).map((value) => Math.min(0.1, Math.max(-0.1, value)));
    const railed = emgMonitor({ name: 'EMG', fs: 1000, range: [-0.1, 0.1] });
    expect(faultsOf([railed.push(clipped)]).every((codes) => codes.includes('CLIPPED'))).toBe(true);
    expect(faultsOf([monitor().push(new Float64Array(3000))]).every((codes) => codes.includes('SIGNAL_GAP'))).toBe(
      true,
    );
    expect(faultsOf([monitor().push(whole.subarray(11_000, 14_000))])).toEqual([[], [], [], [], []]);
    const moved = whole.subarray(11_000, 14_000).map((value, i) => value + Math.sin((2 * Math.PI * 3 * i) / 1000));
    expect(faultsOf([monitor().push(moved)]).every((codes) => codes.includes('MOTION_ARTEFACT'))).toBe(true);
  });

  it('asks of an effort that it stands out of the rest', () => {
    const random = seededRandom(3);
    const noise = Float64Array.from({ length: 8000 }, () => 0.004 * random.normal());
    const running = emgMonitor({
      name: 'EMG',
      fs: 1000,
      phaseOf: (first, end) => (end <= 5000 ? 'rest' : first >= 5000 ? 'hold' : 'none'),
    });
    expect(running.restLevel()).toBeUndefined();
    const { windows } = joined([running.push(noise)]);
    expect(running.restLevel()).toBeCloseTo(0.004, 3);
    expect(windows.map(({ phase, faults }) => `${phase} ${faults.map(({ code }) => code)}`)).toEqual([
      ...new Array(9).fill('rest '),
      'none ',
      ...new Array(5).fill('hold LOW_SNR'),
    ]);
  });

  it('refuses what it cannot follow', () => {
    expect(() => emgMonitor({ name: 'EMG', fs: 100 })).toThrow(ArgumentError);
    expect(() => emgMonitor({ name: 'EMG', fs: 1000, hopS: 0 })).toThrow(ArgumentError);
    expect(() => monitor().push(Float64Array.of(1, Number.NaN))).toThrow(ArgumentError);
  });
});
