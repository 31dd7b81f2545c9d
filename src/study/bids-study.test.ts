import { describe, expect, it } from 'vitest';
import { ArgumentError, StudyError, sha256Hex } from '#base';
import { readRecording } from '#recording';
import { simulateStudy } from '#simulate';
import { isBidsStudy, readBidsStudy } from './bids-reader.ts';
import { bidsDatasetFiles, bidsFiles } from './bids-writer.ts';
import type { StudyFolder } from './study-folder.ts';
import { parseTable } from './table.ts';

const study = simulateStudy({ people: 2 });
const files = new Map(bidsFiles(study).map(({ path, bytes }) => [path, bytes]));
const text = (path: string, from = files) => new TextDecoder().decode(from.get(path));

/** A study folder in memory: the written study with files replaced, or taken out where `undefined`. */
function folderOf(changes: Readonly<Record<string, string | undefined>> = {}): StudyFolder {
  const contents = new Map<string, Uint8Array>(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) contents.delete(path);
    else contents.set(path, new TextEncoder().encode(content));
  }
  return {
    name: 'study-folder',
    list: async () => [...contents.keys()].sort(),
    read: async (path) => {
      const bytes = contents.get(path);
      if (!bytes) throw new StudyError(`There is no ${path}.`, 'Add it.');
      return bytes;
    },
  };
}

const first = 'sub-S01/emg/sub-S01_task-handgrip_run-1_emg.edf';
const scans = 'sub-S01/sub-S01_scans.tsv';

describe('bidsFiles', () => {
  it('writes the files of BIDS-EMG', () => {
    expect([...files.keys()].filter((path) => !path.startsWith('sub-S02'))).toEqual([
      'dataset_description.json',
      'README',
      'participants.tsv',
      'participants.json',
      'scans.json',
      'task-handgrip_events.json',
      scans,
      ...[1, 2].flatMap((run) =>
        ['_emg.edf', '_emg.json', '_channels.tsv', '_events.tsv'].map(
          (end) => `sub-S01/emg/sub-S01_task-handgrip_run-${run}${end}`,
        ),
      ),
    ]);
  });

  it('says SIMULATED in every text that a person reads first', () => {
    expect(JSON.parse(text('dataset_description.json'))).toMatchObject({ DatasetType: 'raw', Simulated: true });
    expect(JSON.parse(text('dataset_description.json')).Name).toMatch(/simulated/i);
    expect(text('README')).toContain('SIMULATED DATA. These people do not exist');
    expect(text('README')).toContain('not a medical device');
    const texts = [...files.keys()].filter((path) => path.endsWith('.json') || path.endsWith('_channels.tsv'));
    for (const path of texts) expect(text(path), path).toMatch(/SIMULATED|"Simulated": true/);
    expect(text('sub-S01/emg/sub-S01_task-handgrip_run-1_emg.json')).toContain('SIMULATED');
    expect(new TextDecoder('latin1').decode(files.get(first)?.subarray(0, 256))).toContain('Simulated_BITalino');
  });

  it('says nothing of the kind about people who exist', () => {
    const real = bidsFiles({ ...study, name: 'Handgrip', simulated: false });
    const described = real.filter(
      ({ path }) => /README|\.json$|_channels\.tsv$/.test(path) && !path.endsWith('_emg.json'),
    );
    for (const { path, bytes } of described) expect(new TextDecoder().decode(bytes), path).not.toMatch(/simulat/i);
  });

  it('tells of people what is known, and of states only where there are some', () => {
    const about = { nRecordings: 2, hasStates: false };
    const written = (people: Parameters<typeof bidsDatasetFiles>[1]['people'], more = {}) =>
      new Map(
        bidsDatasetFiles(
          { name: 'Holds', simulated: true, taskDescription: 'Two long holds.' },
          { people, ...about, ...more },
        ).map(({ path, bytes }) => [path, bytes]),
      );
    const known = written([
      { subject: 'S01', sex: 'F', side: 'left' },
      { subject: 'S02', sex: 'M' },
    ]);
    expect(text('participants.tsv', known)).toBe('participant_id\tsex\tside\nsub-S01\tF\tleft\nsub-S02\tM\tn/a\n');
    expect(Object.keys(JSON.parse(text('participants.json', known)))).toEqual([
      'SIMULATED',
      'participant_id',
      'sex',
      'side',
    ]);
    expect(text('participants.tsv')).toBe('participant_id\nsub-S01\nsub-S02\n');
    expect(text('README', known)).toContain('2 people, 2 recordings, in the form of BIDS-EMG.\nTwo long holds.\n');
    expect(text('README', known)).not.toMatch(/fatigue/);
    expect(text('README', known)).toContain('No state of the muscle is told');
    expect(text('README', written([], { hasStates: true }))).toContain('(fresh or fatigued) stands in the column');
    expect(text('README')).toContain('Handgrip fatigue tests.');
  });

  it('tells the state in the tables of scans and in no other file', () => {
    expect(text(scans)).toBe(
      `${[
        'filename\tacq_time\tstate\ttarget_percent',
        'emg/sub-S01_task-handgrip_run-1_emg.edf\tn/a\tfresh\t70',
        'emg/sub-S01_task-handgrip_run-2_emg.edf\tn/a\tfatigued\t70',
      ].join('\n')}\n`,
    );
    for (const [path, bytes] of files) {
      expect(path).not.toMatch(/fresh|fatigue/);
      if (path.startsWith('sub-') && !path.endsWith('_scans.tsv'))
        expect(new TextDecoder('latin1').decode(bytes), path).not.toMatch(/fresh|fatigued/);
    }
    expect(Object.keys(JSON.parse(text('scans.json')).state.Levels)).toEqual(['fresh', 'fatigued']);
  });

  it('writes the true segments of simulated recordings', () => {
    const rows = parseTable(files.get('sub-S02/emg/sub-S02_task-handgrip_run-2_events.tsv') as Uint8Array, {
      file: 'events.tsv',
      delimiter: '\t',
      required: ['onset', 'duration', 'trial_type'],
    });
    const { truth } = study.recordings[3];
    expect(rows.map(({ cells }) => [cells.trial_type, Number(cells.onset)])).toEqual(
      truth.segments.map(({ kind, startS }) => [kind, startS]),
    );
    rows.forEach(({ cells }, i) => {
      const { startS, endS } = truth.segments[i];
      expect(Number(cells.onset) + Number(cells.duration)).toBeCloseTo(endS, 5);
      expect(endS).toBeGreaterThan(startS);
    });
  });

  it('is the same for the same study', () => {
    for (const { path, bytes } of bidsFiles(simulateStudy({ people: 2 }))) {
      expect(sha256Hex(bytes), path).toBe(sha256Hex(files.get(path) as Uint8Array));
    }
  });

  it('refuses what BIDS cannot name', () => {
    const [one] = study.recordings;
    const write = (...recordings: Parameters<typeof bidsFiles>[0]['recordings']) =>
      bidsFiles({ name: 'x', simulated: true, recordings });
    expect(() => write()).toThrow(ArgumentError);
    expect(() => write({ ...one, subject: 'a_b' })).toThrow(
      'subject must be letters and digits, at most 64, got "a_b"',
    );
    expect(() => write({ ...one, run: 2 }, { ...one })).toThrow('The runs of S01 must be different whole numbers');
  });
});

describe('readBidsStudy', () => {
  it('gives back the entries that were written', async () => {
    const read = await readBidsStudy(folderOf());
    expect(read).toMatchObject({ name: study.name, form: 'bids-emg', simulated: true });
    expect(read.entries).toEqual(
      study.recordings.map(({ subject, state }) => ({
        subject,
        state,
        file: `sub-${subject}/emg/sub-${subject}_task-handgrip_run-${state === 'fresh' ? 1 : 2}_emg.edf`,
        targetPercent: 70,
      })),
    );
  });

  it('gives back recordings to the last bit, with their events', async () => {
    const { entries } = await readBidsStudy(folderOf());
    for (const [i, { file }] of entries.entries()) {
      const { recording } = study.recordings[i];
      const read = await readRecording(files.get(file) as Uint8Array, { file });
      const [{ samples, ...about }] = read.channels;
      const [{ samples: written, ...wanted }] = recording.channels;
      expect(about).toEqual(wanted);
      expect(samples.length).toBe(written.length);
      expect(samples.every((value, k) => value === written[k])).toBe(true);
      expect(read.events.map(({ label }) => label)).toEqual(['rest', 'hold', 'mvc']);
      read.events.forEach(({ onsetS }, k) => {
        expect(onsetS).toBeCloseTo(recording.events[k].onsetS, 6);
      });
      expect(read.provenance.device).toBe('Simulated BITalino');
      expect(read.issues).toEqual([]);
    }
  });

  it('leaves out recordings whose state is n/a only where a state is needed', async () => {
    const folder = folderOf({ [scans]: text(scans).replace('fatigued\t70', 'n/a\tn/a') });
    const statesOf = async (needsState: boolean) =>
      (await readBidsStudy(folder, { needsState })).entries.map(({ subject, state }) => `${subject} ${state ?? '-'}`);
    expect(await statesOf(true)).toEqual(['S01 fresh', 'S02 fresh', 'S02 fatigued']);
    expect(await statesOf(false)).toEqual(['S01 fresh', 'S01 -', 'S02 fresh', 'S02 fatigued']);
  });

  it.each([
    ['no column state', { [scans]: `filename\n${first.slice('sub-S01/'.length)}\n` }],
    ['no table of scans at all', { [scans]: undefined }],
  ])('takes every recording where no state is needed: %s', async (_, changes) => {
    const { entries } = await readBidsStudy(folderOf(changes));
    expect(entries.map(({ subject }) => subject)).toEqual(['S01', 'S01', 'S02', 'S02']);
    expect(entries.slice(0, 2).map((entry) => 'state' in entry)).toEqual([false, false]);
    expect(entries[0]).toEqual({ subject: 'S01', file: first });
  });

  it('refuses an unknown state also where none is needed, and a folder without recordings', async () => {
    const typo = folderOf({ [scans]: text(scans).replace('fatigued', 'tired') });
    await expect(readBidsStudy(typo)).rejects.toThrow("state must be fresh, fatigued or n/a, got 'tired' — line 3.");
    const gone = Object.fromEntries(
      [...files.keys()].filter((path) => path.startsWith('sub-')).map((path) => [path, undefined]),
    );
    await expect(readBidsStudy(folderOf(gone))).rejects.toThrow('study-folder holds no recordings: 0 EMG files');
  });

  it('reads sessions, other tables of scans, and other modalities beside', async () => {
    const path = 'sub-S03/ses-2/emg/sub-S03_ses-2_task-grip_emg.edf';
    const { entries } = await readBidsStudy(
      folderOf({
        'participants.tsv': `${text('participants.tsv')}sub-S03\n`,
        [path]: 'x',
        'sub-S03/ses-2/sub-S03_ses-2_scans.tsv':
          'filename\tstate\neeg/sub-S03_ses-2_task-grip_eeg.edf\tn/a\nemg/sub-S03_ses-2_task-grip_emg.edf\tfresh\n',
        'derivatives/myofade/sub-S03_emg.edf': 'x',
      }),
    );
    expect(entries.at(-1)).toEqual({ subject: 'S03', state: 'fresh', file: path });
    expect(entries).toHaveLength(5);
  });

  it('takes a study without the mark for one of real people', async () => {
    const description = '{"Name": "Handgrip", "BIDSVersion": "1.11.1"}';
    const read = await readBidsStudy(folderOf({ 'dataset_description.json': description }));
    expect(read).toMatchObject({ name: 'Handgrip', simulated: false });
  });

  it('knows a BIDS study by its description', () => {
    expect(isBidsStudy([...files.keys()])).toBe(true);
    expect(isBidsStudy(['recordings.csv', 'sub/dataset_description.json'])).toBe(false);
  });

  const mutations: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
    [
      'no participants',
      { 'participants.tsv': undefined },
      'study-folder is no BIDS study: it has no participants.tsv.',
    ],
    ['a broken description', { 'dataset_description.json': '{' }, 'it is not JSON.'],
    ['a description without a name', { 'dataset_description.json': 'null' }, 'it has no Name.'],
    [
      'a word where true or false should be',
      { 'dataset_description.json': '{"Name": "x", "Simulated": "yes"}' },
      'Simulated must be true or false, got "yes".',
    ],
    [
      'a person who is missing',
      { 'participants.tsv': 'participant_id\nsub-S02\n' },
      `Cannot read participants.tsv: it has no line for sub-S01, of whom there is ${first}.`,
    ],
    [
      'a person who stands there twice',
      { 'participants.tsv': 'participant_id\nsub-S01\nsub-S02\nsub-S01\n' },
      'sub-S01 stands in line 2 and again in line 4.',
    ],
    [
      'a name that is no code',
      { 'participants.tsv': 'participant_id\nsub-S01\nsub-Ann Smith\n' },
      'Cannot read participants.tsv: "Ann Smith" cannot be the name of a subject — line 3.',
    ],
    ['a table without states', { [scans]: 'filename\nx\n' }, 'it has no column state, only filename — line 1.'],
    [
      'an unknown state',
      { [scans]: text(scans).replace('fatigued', 'tired') },
      `Cannot read ${scans}: state must be fresh, fatigued or n/a, got 'tired' — line 3.`,
    ],
    [
      'a target that is none',
      { [scans]: text(scans).replace('fatigued\t70', 'fatigued\t170') },
      "target_percent must lie in (0, 100], got '170' — line 3.",
    ],
    [
      'a recording that is listed twice',
      { [scans]: `${text(scans)}${text(scans).split('\n')[1]}\n` },
      'emg/sub-S01_task-handgrip_run-1_emg.edf stands there again in line 4, after line 2',
    ],
    ['a file that is listed and absent', { [first]: undefined }, `there is no recording ${first} — line 2.`],
    [
      'a recording without a row',
      { [scans]: text(scans).split('\n').slice(0, 2).join('\n') },
      `The state of sub-S01/emg/sub-S01_task-handgrip_run-2_emg.edf is unknown: ${scans} has no line for it.`,
    ],
    ['a recording without a table', { [scans]: undefined }, `${scans} has no line for it.`],
    [
      "a file in another person's folder",
      { 'sub-S01/emg/sub-S02_task-handgrip_run-3_emg.edf': 'x' },
      'its name does not begin with sub-S01_, as its folder says.',
    ],
    [
      'nothing with a state',
      Object.fromEntries(
        ['S01', 'S02'].map((s) => {
          const path = `sub-${s}/sub-${s}_scans.tsv`;
          return [path, text(path).replace('fresh', 'n/a').replace('fatigued', 'n/a')];
        }),
      ),
      'study-folder holds no recordings with a state: 4 EMG files were found.',
    ],
  ];

  it.each(mutations)('refuses %s', async (_, changes, message) => {
    const error = await readBidsStudy(folderOf(changes), { needsState: true }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StudyError);
    expect((error as StudyError).message).toContain(message);
    expect((error as StudyError).fix).toMatch(/\.$/);
  });

  it('takes 24-bit recordings', async () => {
    const bdf = 'sub-S01/emg/sub-S01_task-handgrip_run-3_emg.bdf';
    const { entries } = await readBidsStudy(folderOf({ [bdf]: 'x' }));
    expect(entries.map(({ file }) => file)).toContain(bdf);
  });
});
