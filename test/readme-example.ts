import { readFileSync } from 'node:fs';
import { analyze } from '#fatigue';
import { readRecording } from '#recording';

const file = process.argv[2] ?? 'S01.edf';
const { segments, indices, strength, issues } = analyze(await readRecording(readFileSync(file), { file }));
for (const { kind, startS, endS } of segments) console.log(kind, startS.toFixed(1), '–', endS.toFixed(1), 's');
for (const { id, segment, value, unit, method } of indices) console.log(segment, id, value, unit, `(${method})`);
console.log('EMG-derived maximum:', strength?.percentMvcEmg.toFixed(0), '%MVC, not a force');
for (const { code, message, suggestion } of issues) console.log(code, message, suggestion);
