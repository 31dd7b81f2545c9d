import { StudyError } from '#base';
import { descriptionName, participantsName } from './bids-paths.ts';
import { manifestName } from './manifest.ts';
import { requireSubjectName } from './subject-name.ts';
import { parseTable, type TableRow } from './table.ts';
import { withoutRows } from './without-rows.ts';

/** A file of a study that a withdrawal touches. */
export interface WithdrawnFile {
  readonly path: string;
  /** Why, in words. */
  readonly reason: string;
}

/** What has to be done to take a person out of a study: nothing of it is done yet. */
export interface WithdrawalPlan {
  readonly subject: string;
  readonly form: 'bids-emg' | 'manifest';
  readonly deleted: readonly WithdrawnFile[];
  /** Tables without the person's rows. */
  readonly rewritten: readonly (WithdrawnFile & { readonly nRows: number; readonly text: string })[];
  /** What nothing here can decide: other texts that name the person. */
  readonly byHand: readonly WithdrawnFile[];
  /** Trained models beside the study: what was learned from a person cannot be taken out of one. */
  readonly models: readonly string[];
}

/** All files of a study, also those below `derivatives`. */
export interface WholeStudy {
  readonly paths: readonly string[];
  read(path: string): Promise<Uint8Array>;
}

/** Columns of tables that hold the code of a person. */
const personColumns = ['participant_id', 'subject', 'subject_id', 'participant', 'person'];
const resultsFolder = /^derivatives\/myofade\//;
const modelFile = /\.(onnx|safetensors)$/i;
const tableFile = /\.(tsv|csv)$/i;
const textFile = /\.(json|txt|md|html|log|yml|yaml)$|(^|\/)(README|CHANGES)$/i;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function tableOf(bytes: Uint8Array, path: string): readonly TableRow[] {
  try {
    return parseTable(bytes, {
      file: path,
      required: [],
      anyCase: true,
      ...(/\.tsv$/i.test(path) && { delimiter: '\t' }),
    });
  } catch (cause) {
    // A table that nobody can read names nobody; `byHand` looks at its text.
    if (cause instanceof StudyError) return [];
    throw cause;
  }
}

/**
 * What it takes to withdraw a person from a study in BIDS-EMG or with a `recordings.csv`: their recordings and all files of
 * theirs, their rows in every table, and the results in `derivatives/myofade`, which were made from the data of all
 * people and are made again without this one. Pure: it reads and changes nothing.
 *
 * @param subject code of the person, without `sub-`.
 * @throws StudyError when the folder is no study, or nothing in it is of this person.
 */
export async function planWithdrawal(subject: string, study: WholeStudy): Promise<WithdrawalPlan> {
  requireSubjectName(subject, 'the withdrawal', 1);
  const { paths } = study;
  const form = paths.includes(manifestName) ? 'manifest' : 'bids-emg';
  if (form === 'bids-emg' && !paths.includes(descriptionName)) {
    throw new StudyError(
      `This is not a study: it has neither ${manifestName} nor ${descriptionName}.`,
      'Point --study to the folder that holds one of them.',
    );
  }
  const code = form === 'bids-emg' ? `sub-${subject}` : subject;
  const named = new RegExp(`(?<![A-Za-z0-9])${escaped(code)}(?![A-Za-z0-9])`);
  const isPerson = (cells: TableRow['cells'], ownFiles: ReadonlySet<string>): boolean =>
    Object.entries(cells).some(
      ([column, cell]) =>
        (personColumns.includes(column) && [subject, `sub-${subject}`].includes(cell)) ||
        (form === 'bids-emg' && named.test(cell)) ||
        ownFiles.has(cell.replaceAll('\\', '/')),
    );
  const listed = form === 'manifest' ? tableOf(await study.read(manifestName), manifestName) : [];
  const fileOf = ({ cells }: TableRow): string => (cells.file ?? '').replaceAll('\\', '/');
  const own = new Set(listed.filter(({ cells }) => cells.subject === subject).map(fileOf));
  const others = new Set(listed.filter(({ cells }) => cells.subject !== subject).map(fileOf));

  const deleted: WithdrawnFile[] = [];
  const rewritten: WithdrawalPlan['rewritten'][number][] = [];
  const byHand: WithdrawnFile[] = [];
  const results: WithdrawnFile[] = [];
  for (const path of [...paths].sort()) {
    if (own.has(path)) deleted.push({ path, reason: 'a recording of this person' });
    else if (resultsFolder.test(path)) {
      results.push({ path, reason: 'a result made from the data of all people: run it again' });
    } else if (path !== manifestName && !others.has(path) && named.test(path)) {
      deleted.push({ path, reason: 'named after this person' });
    } else if (tableFile.test(path)) {
      const bytes = await study.read(path);
      const rows = tableOf(bytes, path).filter(({ cells }) => isPerson(cells, own));
      const text = withoutRows(bytes, rows, tableOf(bytes, path));
      if (rows.length > 0) rewritten.push({ path, reason: 'rows of this person', nRows: rows.length, text });
      if (named.test(text)) byHand.push({ path, reason: 'names this person outside of a row of theirs' });
    } else if (textFile.test(path) && named.test(new TextDecoder().decode(await study.read(path)))) {
      byHand.push({ path, reason: 'a text that names this person' });
    }
  }
  if (deleted.length + rewritten.length + byHand.length === 0) {
    const where = form === 'manifest' ? manifestName : participantsName;
    throw new StudyError(
      `There is nothing of ${code} in this study.`,
      `Check the code of the person in ${where}; upper and lower case matter.`,
    );
  }
  return {
    subject,
    form,
    deleted: [...deleted, ...results],
    rewritten,
    byHand,
    models: paths.filter((path) => modelFile.test(path)),
  };
}
