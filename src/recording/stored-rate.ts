import { ArgumentError } from '#base';

/**
 * For formats that store their rates: another expected rate than the stored ones is the caller's mistake.
 *
 * @throws ArgumentError where `fs` (Hz) is given and a stored rate is another one.
 */
export function requireStoredRate(
  fs: number | undefined,
  stored: readonly number[],
  file: string,
  where: string,
): void {
  const other = fs === undefined ? undefined : stored.find((rate) => rate !== fs);
  if (other === undefined) return;
  throw new ArgumentError(
    `fs is ${fs}, but ${file} stores ${other} Hz — in ${where}.`,
    'Leave fs out: the file stores the rate.',
  );
}
