import { convertForce, type ForceUnit, type KnownLoad } from '#recording';
import type { LoadMeter } from './load-meter.ts';

/** How the wizard speaks with a person. */
export interface Conversation {
  /** Asks for one line; null where nobody answers any more. */
  readonly ask: (question: string) => Promise<string | null>;
  readonly tell: (text: string) => void;
}

/** The load in a line such as `5` or `7,5`; undefined where it is none. */
export function loadIn(line: string): number | undefined {
  const text = line.trim().replace(',', '.');
  const load = Number(text);
  return text !== '' && Number.isFinite(load) && load > 0 ? load : undefined;
}

/**
 * Leads through a calibration: the handle without load, then one known load after another, until an empty line ends it.
 * What `u` takes back is measured anew. Null where the person left.
 */
export async function wizardLoads(
  meter: LoadMeter,
  unit: ForceUnit,
  unitName: string,
  { ask, tell }: Conversation,
): Promise<KnownLoad[] | null> {
  const measure = async (force: number): Promise<KnownLoad> => {
    const isVirtual = meter.pull(convertForce(force, unit, 'N'));
    tell(
      isVirtual
        ? 'A virtual person pulls about as much: no mass, so expect residuals. SIMULATED. Measuring …'
        : 'Measuring, leave it alone …',
    );
    const shown = await meter.measure();
    tell(`${force} ${unitName}: ${shown.counts.toFixed(1)} counts, noise ${shown.sdCounts?.toFixed(1)}.`);
    return { ...shown, force };
  };
  if ((await ask('Take every load off the handle, lay it down as in a test, and press Enter. ')) === null) return null;
  const loads = [await measure(0)];
  for (;;) {
    const isEnough = loads.length > 1;
    const end = isEnough ? ', u to take the last one back, Enter alone to finish' : '';
    const line = await ask(`Hang a known mass on the handle and type it in ${unitName}${end}: `);
    if (line === null) return null;
    if (line.trim() === '' && isEnough) return loads;
    if (line.trim().toLowerCase() === 'u' && isEnough) {
      loads.pop();
      tell('Taken back.');
      continue;
    }
    const load = loadIn(line);
    if (load === undefined) tell(`That is no load: type a number above 0 in ${unitName}, such as 5.`);
    else loads.push(await measure(load));
  }
}
