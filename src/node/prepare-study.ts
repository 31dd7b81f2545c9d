import { basename, join } from 'node:path';
import { ArgumentError, StudyError } from '#base';
import { emptyStudyFiles, readDescription } from '#study';
import { diskFolder } from './disk-folder.ts';
import { reasonOf, writeWhole } from './files.ts';
import { makeFolder } from './make-folder.ts';

/** People and people who do not exist never share a study. */
async function requireSameKind(folder: string, isSimulated: boolean): Promise<void> {
  const { simulated } = await readDescription(await diskFolder(folder));
  if (simulated === isSimulated) return;
  throw new StudyError(
    simulated
      ? `${folder} is a study of SIMULATED people, and this device records somebody.`
      : `${folder} is a study of people, and a virtual person is nobody.`,
    'Record into another folder.',
  );
}

/**
 * Makes the study's own files where the folder has none yet.
 *
 * @returns paths of its files before.
 * @throws ArgumentError for a study with `recordings.csv`. @throws StudyError where people would stand beside people who do
 * not exist.
 */
export async function prepareStudy(folder: string, isSimulated: boolean): Promise<readonly string[]> {
  await makeFolder(folder).catch((cause: unknown) => {
    throw new StudyError(
      `Cannot make the study ${folder}: ${reasonOf(cause)}.`,
      'Name a folder that you may write to.',
      {
        cause,
      },
    );
  });
  const paths = await (await diskFolder(folder)).list();
  if (paths.includes('recordings.csv')) {
    throw new ArgumentError(
      `${folder} is a study with recordings.csv, and recordings go into BIDS-EMG studies.`,
      'Name a new folder.',
    );
  }
  if (paths.includes('dataset_description.json')) await requireSameKind(folder, isSimulated);
  const files = emptyStudyFiles({ name: basename(folder), simulated: isSimulated });
  for (const { path, bytes } of files) if (!paths.includes(path)) await writeWhole(join(folder, path), bytes);
  return paths;
}
