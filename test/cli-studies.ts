import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Calibration, mvToCounts, type Recording, writeEdf } from '#recording';
import { type SimulatedStudyRecording, simulateStudy } from '#simulate';
import { bidsFiles } from '#study';

/** A folder that is the user's: files by their path inside. */
export interface Folder {
  readonly path: string;
  write(file: string, content: string | Uint8Array): string;
  /** Paths of all files below, with forward slashes. */
  files(): string[];
  text(file: string): string;
  bytes(file: string): Buffer;
  remove(): void;
}

/** Makes an empty temporary folder. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'myofade cli ü '));
  return {
    path,
    write(file, content) {
      const target = join(path, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      return target;
    },
    files: () =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(path.length + 1)
            .replaceAll('\\', '/'),
        )
        .sort(),
    text: (file) => readFileSync(join(path, file), 'utf8'),
    bytes: (file) => readFileSync(join(path, file)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function countsOf({ channels: [emg] }: Recording): number[] {
  return Array.from(mvToCounts(emg.samples, emg.calibration as Calibration), Math.round);
}

/** The recording as a headerless OpenSignals CSV. */
export function openSignalsCsv(recording: Recording): string {
  return countsOf(recording)
    .map((count, i) => `${i % 16},0,0,0,0,${count}\n`)
    .join('');
}

/** The recording as OpenSignals text, with the sensor spelled as given. */
export function openSignalsText(recording: Recording, sensor = 'EMGBITREV'): string {
  const device = {
    device: 'bitalino_rev',
    column: ['nSeq', 'I1', 'A1'],
    label: ['A1'],
    sensor: [sensor],
    resolution: [4, 1, 10],
    'sampling rate': recording.channels[0].fs,
  };
  const rows = countsOf(recording).map((count, i) => `${i % 16}\t0\t${count}\t\n`);
  return `# OpenSignals Text File Format\n# ${JSON.stringify({ '98:D3:00:00:00:01': device })}\n# EndOfHeader\n${rows.join('')}`;
}

/** Recordings of people who do not exist, fresh and fatigued in turn. */
export function simulatedRecordings(people: number): readonly SimulatedStudyRecording[] {
  return simulateStudy({ people, seed: 7 }).recordings;
}

/** Writes a SIMULATED study in BIDS-EMG form. */
export function writeBidsStudy(folder: Folder, name: string, people: number): void {
  for (const { path, bytes } of bidsFiles(simulateStudy({ people, seed: 7 }))) folder.write(`${name}/${path}`, bytes);
}

/** Writes a SIMULATED study with a manifest: CSV, text and EDF in turn, in names with spaces and umlauts. */
export function writeManifestStudy(folder: Folder, name: string, people: number): string[] {
  const rows = simulatedRecordings(people).map(({ subject, state, recording }, i) => {
    const stem = `${subject} Müller ${state}`;
    const [file, content] = (
      [
        [`${stem}.csv`, () => openSignalsCsv(recording)],
        [`raw data/${stem}.txt`, () => openSignalsText(recording)],
        [`raw data/${stem}.edf`, () => writeEdf(recording)],
      ] as const
    )[i % 3];
    folder.write(`${name}/${file}`, content());
    return `${subject},${state},${file}`;
  });
  folder.write(`${name}/recordings.csv`, `${['subject,state,file', ...rows].join('\n')}\n`);
  return rows;
}
