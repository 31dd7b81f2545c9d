import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { diskFolder, openFile, taskPool, wholeFolder } from '#node';
import { builtInProtocol } from '#protocol';
import { type ProductAnswer, type ProductTask, productOf, type RunningServer, startServer } from '#server';
import { manifestName } from '#study';
import { classifierIds } from './classifiers.ts';
import { commandProcess } from './command-process.ts';
import { print, tell } from './output.ts';
import { resultsFolder, userPath } from './paths.ts';
import { writeSimulatedStudy } from './simulate.ts';
import { withProgress } from './work.ts';

/** Options of `serve`. */
export interface ServeOptions {
  readonly study?: string;
  readonly port: number;
  /** False for `--no-open`. */
  readonly open: boolean;
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** Where programs keep data of their own on this system. */
function dataFolder(): string {
  const { platform, env } = process;
  if (env.MYOFADE_DATA) return userPath(env.MYOFADE_DATA);
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'myofade');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'myofade');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'myofade');
}

const people = 6;
const seed = 7;

/** The study to look around in; it is made the first time, and what was recorded into it stays. */
async function simulatedStudy(): Promise<string> {
  const folder = join(dataFolder(), 'simulated-study');
  if (await exists(join(folder, 'dataset_description.json'))) return folder;
  tell(`Making a SIMULATED study of ${people} people in ${folder} …`);
  const study = { people, seed, difficulty: 'realistic', protocol: builtInProtocol('handgrip-fatigue') } as const;
  await withProgress((context) => wholeFolder(folder, (place) => writeSimulatedStudy(place, study, context)));
  return folder;
}

async function resultsOf(folder: string): Promise<string> {
  const isManifest = (await exists(folder)) && (await (await diskFolder(folder)).list()).includes(manifestName);
  return resultsFolder({ form: isManifest ? 'manifest' : 'bids-emg' }, folder);
}

/** Until Ctrl-C; each line that is typed gives a new address, since each opens once. */
function untilStopped(server: RunningServer): Promise<void> {
  return new Promise((resolve) => {
    const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
    lines?.on('line', () => print(`Open ${server.newAddress()}`));
    const stop = (): void => {
      lines?.close();
      resolve();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    lines?.on('SIGINT', stop);
  });
}

/** `myofade serve`: the page and its API, for this computer alone, until Ctrl-C. */
export async function runServe({ study, port, open }: ServeOptions): Promise<void> {
  const folder = study === undefined ? await simulatedStudy() : userPath(study);
  const program = fileURLToPath(import.meta.url);
  const module = new URL(import.meta.url);
  let pool: ReturnType<typeof taskPool> | undefined;
  const server = await startServer({
    folder,
    results: await resultsOf(folder),
    page: fileURLToPath(new URL('../web', import.meta.url)),
    port,
    trainable: classifierIds,
    runCommand: commandProcess(program),
    runProduct(task) {
      pool ??= taskPool(module);
      return pool.run<ProductTask, ProductAnswer>('productAnswer', task).then(productOf);
    },
    onError: (error) => tell(inspect(error)),
  });
  const address = server.newAddress();
  const isOpened = open && openFile(address);
  print(isOpened ? `Opened ${address}` : `Open ${address}`);
  tell(
    `Study: ${folder}. Only this computer can reach it. Ctrl-C ends it${process.stdin.isTTY ? ', Enter gives a new address' : ''}.`,
  );
  await untilStopped(server);
  tell('Stopping …');
  await server.close();
  await pool?.close();
}
