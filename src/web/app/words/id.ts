import type { Words } from './en.ts';
import { devices } from './id/devices.ts';
import { evidence } from './id/evidence.ts';
import { models } from './id/models.ts';
import { people } from './id/people.ts';
import { shell } from './id/shell.ts';
import { test } from './id/test.ts';

/** Every word of the page in Indonesian. */
export const id: Words = { shell, test, people, evidence, models, devices };
