import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256Hex } from '#base';
import packageJson from '../../package.json' with { type: 'json' };

/**
 * Name, version and build of the running program. The build is the SHA-256 of its own bundle: results of another build
 * are never taken for results of this one.
 */
export function software(): { name: string; version: string; build: string } {
  const bundle = readFileSync(fileURLToPath(import.meta.url));
  return { name: packageJson.name, version: packageJson.version, build: sha256Hex(bundle).slice(0, 16) };
}
