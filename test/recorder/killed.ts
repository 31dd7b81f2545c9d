import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { manualClock } from '#base';
// Not through #node, which loads the ONNX runtime: a process that starts a hundred times should start fast.
import { openRecordingFile } from '../../src/node/recording-file.ts';
import { lockStudy } from '../../src/node/study-lock.ts';
import { sourceChannels, sourceFs, sourceValues } from './source.ts';

/** Records as fast as the disk takes it, until it is killed; says after every record how much is on the disk for good. */
const [path = '', format = 'edf'] = process.argv.slice(2);
await lockStudy(dirname(path), '2026-11-24T10:00:00');
const file = await openRecordingFile({
  path,
  format: format === 'bdf' ? 'bdf' : 'edf',
  channels: sourceChannels,
  fs: sourceFs,
  startedAt: '2026-11-24T10:00:00',
  clock: manualClock(),
  emg: { taskName: 'handgrip' },
});
writeSync(1, 'open\n');
const piece = 37;
// It ends by itself where nobody kills it, since the disk has an end.
for (let from = 0, saved = 0; saved < 20_000; from += piece) {
  await file.add(sourceValues(from, piece));
  file.event({ onsetS: from / sourceFs, durationS: 0, label: `piece ${from / piece}` });
  if (file.savedS === saved) continue;
  saved = file.savedS;
  writeSync(1, `${saved}\n`);
}
