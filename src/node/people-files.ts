import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PeopleFirst, parseConsent, parseSessionFacts, personFile } from '#study';
import { writeWhole } from './files.ts';

async function readKnown<T>(
  folder: string,
  file: string,
  parse: (json: string, about: { file: string }) => T,
): Promise<T | undefined> {
  try {
    return parse(await readFile(join(folder, file), 'utf8'), { file });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** What earlier sessions of a person stored: consent and facts. Safety is asked anew every time. */
export async function knownPeople(folder: string, subject: string): Promise<PeopleFirst> {
  const consent = await readKnown(folder, personFile(subject, 'consent'), parseConsent);
  const facts = await readKnown(folder, personFile(subject, 'session'), parseSessionFacts);
  return { ...(consent && { consent }), ...(facts && { facts }) };
}

/** Stores what was said, where a withdrawal finds it. */
export async function keepPeople(folder: string, subject: string, people: PeopleFirst): Promise<void> {
  const { consent, screen, facts } = people;
  for (const [what, said] of Object.entries({ consent, screen, session: facts })) {
    if (said === undefined) continue;
    const file = personFile(subject, what as Parameters<typeof personFile>[1]);
    await writeWhole(join(folder, file), `${JSON.stringify(said, null, 2)}\n`);
  }
}
