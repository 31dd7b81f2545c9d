import { StudyError } from '#base';
import { isBidsStudy, readBidsStudy } from './bids-reader.ts';
import { manifestName, readManifestStudy } from './manifest.ts';
import type { Study, StudyReading } from './study.ts';
import type { StudyFolder } from './study-folder.ts';

/**
 * Opens a study folder: BIDS-EMG, or any folder with a `recordings.csv`.
 *
 * @throws StudyError when the folder is neither, its tables contradict its files, or states are needed and not there.
 */
export async function openStudy(folder: StudyFolder, reading: StudyReading = {}): Promise<Study> {
  const paths = await folder.list();
  if (paths.includes(manifestName)) return readManifestStudy(folder, reading);
  if (isBidsStudy(paths)) return readBidsStudy(folder, reading);
  throw new StudyError(
    `${folder.name} is not a study: it has neither ${manifestName} nor dataset_description.json.`,
    `Add a ${manifestName} with the columns subject,state,file (state: fresh or fatigued), or point to a BIDS-EMG folder.`,
  );
}
