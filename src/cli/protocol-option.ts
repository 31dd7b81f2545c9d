import { readBytes } from '#node';
import { builtInProtocol, type Protocol, parseProtocol } from '#protocol';
import { userPath } from './paths.ts';

/**
 * The protocol that a user names: the id of one that comes with the program, or the path of a JSON file.
 *
 * @throws ArgumentError for an unknown id or a file that cannot be read, FormatError for a file that is no protocol.
 */
export async function protocolOf(named: string): Promise<Protocol> {
  if (!/[./\\]/.test(named)) return builtInProtocol(named);
  const bytes = await readBytes(userPath(named));
  return parseProtocol(new TextDecoder().decode(bytes), { file: named });
}
