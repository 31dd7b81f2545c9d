import { devices } from './en/devices.ts';
import { evidence } from './en/evidence.ts';
import { models } from './en/models.ts';
import { people } from './en/people.ts';
import { shell } from './en/shell.ts';
import { test } from './en/test.ts';

/** Every word of the page in English, by room. */
export const en = { shell, test, people, evidence, models, devices };

/** What a catalogue of another language must hold. */
export type Words = typeof en;
