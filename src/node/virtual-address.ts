import { basename } from 'node:path';
import { ArgumentError, type Clock } from '#base';
import { type Device, handgripScript, recordingSource, virtualDevice, virtualPersonSource } from '#device';
import type { Recording } from '#recording';
import { type DifficultyName, difficultyNames } from '#simulate';

const usualSeed = 7;
const form = 'virtual:seed=3,index=0,difficulty=textbook,speed=max';

function refuse(address: string): never {
  throw new ArgumentError(
    `The virtual person of '${address}' cannot be understood — in deviceAt.`,
    `Write virtual, or any of its choices as in ${form}; difficulty is ${difficultyNames.join(' or ')}.`,
  );
}

/**
 * The virtual person at an address such as `virtual` or `virtual:seed=3,difficulty=textbook`.
 *
 * @throws ArgumentError for a choice that does not exist, or a value that it cannot have.
 */
export function virtualAt(address: string, rest: string, clock: Clock): Device {
  const choices = new Map(rest === '' ? [] : rest.split(',').map((part) => part.split('=') as [string, string]));
  const take = (name: string, usual: number): number => {
    const text = choices.get(name);
    choices.delete(name);
    if (text?.trim() === '') refuse(address);
    const value = text === undefined ? usual : text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
    return Number.isNaN(value) ? refuse(address) : value;
  };
  const [seed, index, speed] = [take('seed', usualSeed), take('index', 0), take('speed', 1)];
  const difficulty = (choices.get('difficulty') ?? 'realistic') as DifficultyName;
  choices.delete('difficulty');
  if (choices.size > 0 || !difficultyNames.includes(difficulty) || !(speed > 0)) refuse(address);
  const source = virtualPersonSource({ seed, index, difficulty, script: handgripScript });
  return virtualDevice({ source, clock, speed, address });
}

/** Reads the recording at a path as its caller means it. */
export type ReadPlayed = (path: string) => Promise<Recording>;

/** A recording that is played at its own pace; it is read when it is opened. */
export function fileAt(
  address: string,
  path: string,
  { clock, readPlayed }: { readonly clock: Clock; readonly readPlayed: ReadPlayed },
): Device {
  let played: Device | undefined;
  return {
    address,
    async open() {
      const source = recordingSource(await readPlayed(path));
      played = virtualDevice({ source, clock, address });
      return played.open();
    },
    async acquire(options) {
      if (!played) throw new ArgumentError(`${basename(path)} is not open — in acquire.`, 'Open the device first.');
      return played.acquire(options);
    },
    close: async () => played?.close(),
  };
}
