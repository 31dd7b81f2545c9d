import { expect, it } from 'vitest';
import { ArgumentError, DeviceError } from '#base';
import { type SampleSource, virtualDevice } from '#device';
import { systemClock } from '#node';
import { calibrateForceSensor, forceSensorIssues } from '#recording';
import { forceSensorText } from '#report';
import { loadIn, wizardLoads } from './force-wizard.ts';
import { loadMeter } from './load-meter.ts';

/** A load cell of 8 counts per kg with a zero of 102 and noise of one count, under whatever hangs on it. */
function scale({ unit = 'count', nSamples = Number.POSITIVE_INFINITY } = {}) {
  const hung = { kg: 0 };
  let k = 0;
  const source = {
    fs: 1000,
    facts: { model: 'A load cell' },
    channels: [
      { name: 'A1', unit: 'count', bits: 10 },
      unit === 'N' ? { name: 'A2', unit } : { name: 'A2', unit, bits: 10 },
    ],
    next(n: number) {
      const m = Math.min(n, nSamples - k);
      k += m;
      const counts = Float64Array.from({ length: m }, (_, i) => 102 + 8 * hung.kg + (i % 2 === 0 ? 1 : -1));
      return [new Float64Array(m), counts];
    },
  } as SampleSource;
  const clock = systemClock();
  return { hung, clock, device: virtualDevice({ source, clock, speed: 50 }) };
}

it('leads from an empty handle to a line', async () => {
  const { hung, clock, device } = scale();
  const meter = await loadMeter(device, 'A2', clock);
  const told: string[] = [];
  // The second mass is mistyped, taken back and hung again.
  const script: [line: string, kg: number][] = [
    ['', 0],
    ['5', 5],
    ['ten', 0],
    ['1', 10],
    ['u', 0],
    ['10', 10],
    ['20,5', 20.5],
    ['', 0],
  ];
  const asked: string[] = [];
  const loads = await wizardLoads(meter, 'kgf', 'kg', {
    tell: (text) => told.push(text),
    ask: async (question) => {
      asked.push(question);
      const [line, kg] = script[asked.length - 1];
      hung.kg = kg;
      // What the device had on its way when the mass was hung.
      await clock.sleep(0.02);
      return line;
    },
  });
  await meter.close();
  expect(asked).toHaveLength(script.length);
  expect(told).toContain('That is no load: type a number above 0 in kg, such as 5.');
  expect(loads?.map(({ force }) => force)).toEqual([0, 5, 10, 20.5]);
  const calibration = calibrateForceSensor(loads ?? [], {
    device: 'virtual',
    channel: 'A2',
    bits: 10,
    unit: 'kgf',
    date: '2026-01-01T09:00:00',
  });
  expect(calibration.nPerCount).toBeCloseTo(9.80665 / 8, 9);
  expect(calibration.tareCounts).toBeCloseTo(102, 6);
  expect(forceSensorText(calibration, forceSensorIssues(calibration, 'grip.json'))).toMatchInlineSnapshot(`
    "Force sensor on A2 of virtual, 2026-01-01T09:00:00.
    force = 0.12500 kg × (counts − 102.00); 10 bits show −125 to 1129 N.

       load  counts    noise  fitted − load
       0 kg   102.0  0.13 kg      +0.000 kg
       5 kg   142.0  0.13 kg      +0.000 kg
      10 kg   182.0  0.13 kg      +0.000 kg
    20.5 kg   266.0  0.13 kg      +0.000 kg

    RMS error 0.000 kg, R² 1.00000, largest residual 0.00 % of the loads' span."
  `);
});

it('says what is doubtful beside two loads', () => {
  const source = { device: 'virtual', channel: 'A2', bits: 10, unit: 'kgf', date: '2026-01-01T09:00:00' } as const;
  const loads = [0, 1].map((force) => ({ force, counts: 102 + 8 * force, sdCounts: null }));
  const calibration = calibrateForceSensor(loads, source);
  expect(forceSensorText(calibration, forceSensorIssues(calibration, 'grip.json'))).toMatchInlineSnapshot(`
    "Force sensor on A2 of virtual, 2026-01-01T09:00:00.
    force = 0.12500 kg × (counts − 102.00); 10 bits show −125 to 1129 N.

    load  counts      noise  fitted − load
    0 kg   102.0  not known      +0.000 kg
    1 kg   110.0  not known      +0.000 kg

    Two loads: their line has no residuals, and nothing shows whether the sensor is linear.
    - warning FORCE_POINTS_CLOSE: The loads move A2 by 8.0 of 1023 counts. Hang heavier known masses on
      the handle: the slope of loads so close together is hardly known.
    - info FORCE_LINE_UNPROVED: A2 was calibrated with two loads, through which every line goes. Add a
      third known mass: only then can it be seen whether the sensor is linear."
  `);
});

it('ends without loads where the person leaves', async () => {
  const { clock, device } = scale();
  const meter = await loadMeter(device, 'A2', clock);
  let n = 0;
  const ask = async () => (n++ < 2 ? (n === 1 ? '' : '5') : null);
  expect(await wizardLoads(meter, 'kgf', 'kg', { ask, tell: () => undefined })).toBeNull();
  expect(await wizardLoads(meter, 'kgf', 'kg', { ask: async () => null, tell: () => undefined })).toBeNull();
  await meter.close();
});

it('refuses a channel that is no load cell, and a device that ends', async () => {
  const newtons = scale({ unit: 'N' });
  await expect(loadMeter(newtons.device, 'A2', newtons.clock)).rejects.toThrow(/A2 of virtual is in N/);
  await expect(loadMeter(newtons.device, 'A7', newtons.clock)).rejects.toThrow(ArgumentError);
  const short = scale({ nSamples: 500 });
  const meter = await loadMeter(short.device, 'A2', short.clock);
  await expect(meter.measure()).rejects.toThrow(DeviceError);
  await meter.close();
});

it('reads loads as they are typed', () => {
  expect(['5', ' 7,5 ', '0', '-1', 'kg', '', '1e3'].map(loadIn)).toEqual([
    5,
    7.5,
    undefined,
    undefined,
    undefined,
    undefined,
    1000,
  ]);
});
