import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import {
  applyForceSensor,
  beyondLoads,
  type Channel,
  calibrateForceSensor,
  countsToN,
  type ForceSensorCalibration,
  type ForceSensorSource,
  forceSensorIssues,
  type KnownLoad,
  nToCounts,
  parseForceSensor,
  retare,
} from './index.ts';

const source: ForceSensorSource = {
  device: 'virtual',
  channel: 'A2',
  bits: 10,
  date: '2026-01-01T09:00:00',
  unit: 'kgf',
};

function load(counts: number, force: number, sdCounts: number | null = null): KnownLoad {
  return { counts, sdCounts, force };
}

const three = [load(100, 0, 1), load(300, 10, 1), load(500, 20, 1)];
const calibration = calibrateForceSensor(three, source);

function counted(samples: readonly number[], bits = 10): Channel {
  const range = [0, 2 ** bits - 1] as const;
  return { name: 'A2', kind: 'other', unit: 'count', fs: 1000, samples: Float64Array.from(samples), range };
}

const codes = (loads: readonly KnownLoad[]) =>
  forceSensorIssues(calibrateForceSensor(loads, source), 'grip.json').map(({ code }) => code);

describe('calibrateForceSensor', () => {
  it('finds the line that made its counts, whatever the sign of its slope', () => {
    const line = fc.record({
      perKg: fc.oneof(fc.double({ min: 1, max: 20, noNaN: true }), fc.double({ min: -20, max: -1, noNaN: true })),
      tare: fc.double({ min: 450, max: 550, noNaN: true }),
    });
    const masses = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(line, masses, ({ perKg, tare }, forces) => {
        const found = calibrateForceSensor(
          forces.map((force) => load(tare + perKg * force, force)),
          source,
        );
        expect(found.nPerCount).toBeCloseTo(9.80665 / perKg, 6);
        expect(found.tareCounts).toBeCloseTo(tare, 6);
        expect(found.fit === null).toBe(forces.length === 2);
        for (const { residual } of found.points) expect(Math.abs(residual)).toBeLessThan(1e-9);
      }),
    );
  });

  it('fits counts to known loads: residuals, their RMS, R² and the largest in % of the span', () => {
    const found = calibrateForceSensor([load(100, 0), load(202, 5), load(298, 10), load(501, 20)], source);
    // numpy.polyfit([0, 5, 10, 20], [100, 202, 298, 501], 1), turned round.
    expect(found.nPerCount).toBeCloseTo(9.80665 / 20.00571428571428, 12);
    expect(found.tareCounts).toBeCloseTo(100.20000000000007, 9);
    const residuals = [-0.00999714, 0.08854613, -0.11282491, 0.03427592];
    found.points.forEach(({ residual }, i) => {
      expect(residual).toBeCloseTo(residuals[i], 7);
    });
    expect(found.fit?.rmsError).toBeCloseTo(0.07389969284773085, 9);
    expect(found.fit?.r2).toBeCloseTo(0.9999001387044025, 9);
    expect(found.fit?.worstPercent).toBeCloseTo(0.564124535846906, 9);
  });

  it('means the same in every unit', () => {
    const inN = calibrateForceSensor(
      three.map((one) => ({ ...one, force: one.force * 9.80665 })),
      { ...source, unit: 'N' },
    );
    expect(inN.nPerCount).toBeCloseTo(calibration.nPerCount, 12);
    expect(inN.fit?.worstPercent).toBeCloseTo(calibration.fit?.worstPercent ?? Number.NaN, 9);
  });

  it('refuses loads that tell no line', () => {
    for (const [loads, about] of [
      [[], /needs two different loads, got none/],
      [[load(100, 5), load(101, 5)], /got only 5 kgf/],
      [[load(100, 0), load(100, 5)], /shows 100 counts under every load/],
      [[load(100, 0), load(1024, 5)], /1024 counts is none/],
      [[load(100, 0), load(Number.NaN, 5)], /counts\[1\] is NaN/],
      [[load(100, 0), load(200, Number.POSITIVE_INFINITY)], /force\[1\] is Infinity/],
    ] as const) {
      expect(refusal(() => calibrateForceSensor(loads, source))).toMatch(about);
    }
  });
});

describe('forceSensorIssues', () => {
  it('finds nothing in a straight line of three loads far apart', () => {
    expect(codes(three)).toEqual([]);
  });

  it('tells what is doubtful', () => {
    expect(codes([load(100, 0), load(500, 20)])).toEqual(['FORCE_LINE_UNPROVED']);
    // Two masses, one of them twice: still no third.
    expect(codes([load(100, 0), load(500, 20), load(501, 20)])).toEqual(['FORCE_LINE_UNPROVED']);
    expect(codes([load(100, 0), load(330, 10), load(500, 20)])).toEqual(['FORCE_NOT_LINEAR']);
    expect(codes([load(100, 0), load(110, 1), load(120, 2)])).toEqual(['FORCE_POINTS_CLOSE']);
    expect(codes([load(100, 0, 30), load(300, 10, 30), load(500, 20, 30)])).toEqual(['FORCE_POINTS_CLOSE']);
    expect(codes([load(2, 0, 1), load(302, 10, 1), load(602, 20, 1)])).toEqual(['FORCE_POINT_CLIPPED']);
    expect(codes([load(223, 0), load(623, 10), load(1023, 20)])).toEqual(['FORCE_POINT_CLIPPED']);
  });
});

describe('applyForceSensor', () => {
  it('makes newtons that go back to the same counts', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 1023 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(samples, (counts) => {
        const channel = applyForceSensor(counted(counts), calibration);
        expect(channel).toMatchObject({ kind: 'force', unit: 'N', forceSensor: calibration });
        expect([...nToCounts(channel.samples, calibration)]).toEqual(counts);
      }),
    );
    const { samples: forces, range } = applyForceSensor(counted([100, 300]), calibration);
    expect(forces[0]).toBeCloseTo(0, 9);
    expect(forces[1]).toBeCloseTo(98.0665, 9);
    expect(range?.[1]).toBeCloseTo((98.0665 * 923) / 200, 6);
  });

  it('keeps the range rising where counts fall under load', () => {
    const falling = calibrateForceSensor([load(900, 0), load(500, 10)], source);
    const { range = [0, 0] } = applyForceSensor(counted([900]), falling);
    expect(range[0]).toBeLessThan(range[1]);
    expect(countsToN([500], falling)[0]).toBeCloseTo(98.0665, 9);
  });

  it('refuses what the calibration was not made for', () => {
    const other = refusal(() => applyForceSensor(counted([10], 6), calibration));
    expect(other).toMatch(/has 6 bits, and the calibration was made at 10/);
    const message = refusal(() => applyForceSensor({ ...counted([1]), unit: 'mV' }, calibration));
    expect(message).toMatch(/is in mV/);
  });

  it('warns only of a force far beyond the loads', () => {
    const upTo = (counts: number) => beyondLoads(applyForceSensor(counted([100, counts]), calibration), 'rec.edf');
    expect(upTo(590)).toEqual([]);
    expect(upTo(620).map(({ code }) => code)).toEqual(['FORCE_BEYOND_LOADS']);
    expect(beyondLoads(counted([1]), 'rec.edf')).toEqual([]);
  });
});

describe('retare', () => {
  const rest = (counts: number) => Array.from({ length: 200 }, (_, i) => counts + (i % 2 === 0 ? 1 : -1));

  it('moves the zero and keeps the slope', () => {
    const { calibration: anew, issues } = retare(calibration, rest(104), 'rec.edf');
    expect(issues).toEqual([]);
    expect(anew.retared?.movedN).toBeCloseTo(4 * calibration.nPerCount, 9);
    expect(applyForceSensor(counted([104]), anew).samples[0]).toBeCloseTo(0, 9);
    const [moved] = retare(calibration, rest(120), 'rec.edf').issues;
    expect(moved).toMatchObject({ code: 'TARE_MOVED', severity: 'warning' });
    expect(moved.message).toMatch(/moved by 9\.8 N/);
  });

  it('refuses a hand on the handle', () => {
    expect(refusal(() => retare(calibration, rest(250), 'rec.edf'))).toMatch(/shows 73\.5 N, 37 %/);
    const pulling = Array.from({ length: 200 }, (_, i) => 100 + 20 * Math.sin(i / 5));
    expect(refusal(() => retare(calibration, pulling, 'rec.edf'))).toMatch(/At rest A2 moves by/);
    expect(refusal(() => retare(calibration, [], 'rec.edf'))).toMatch(/at least 2/);
  });
});

describe('parseForceSensor', () => {
  const read = (value: unknown) => parseForceSensor(JSON.stringify(value), { file: 'grip.json' });

  it('reads what was written', () => {
    expect(read(calibration)).toEqual(calibration);
    const anew: ForceSensorCalibration = retare(calibration, [104, 104], 'rec.edf').calibration;
    expect(read(anew)).toEqual(anew);
  });

  it('says which field is wrong', () => {
    for (const [value, about] of [
      [{ ...calibration, kind: 'other' }, /kind must be 'myofade force sensor'/],
      [{ ...calibration, version: 2 }, /version must be 1/],
      [{ ...calibration, unit: 'kg' }, /unit must be one of N, kgf, lbf/],
      [{ ...calibration, extra: 1 }, /the file has no field 'extra'/],
      [{ ...calibration, date: 'today' }, /date must be a date and time/],
      [{ ...calibration, points: [calibration.points[0]] }, /points must hold at least two/],
      [{ ...calibration, points: [...calibration.points, { counts: 'x' }] }, /points\.3\.counts must be a number/],
      [{ ...calibration, nPerCount: 2 }, /nPerCount 2 and tareCounts .* are not those of its points/],
      [{ ...calibration, bits: 8 }, /its points give no line/],
      [[], /the file must be an object/],
    ] as const) {
      expect(refusal(() => read(value))).toMatch(about);
    }
    expect(refusal(() => parseForceSensor('{', { file: 'grip.json' }))).toMatch(/is not JSON/);
  });
});
