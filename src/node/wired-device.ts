import type { Device } from '#device';
import type { ChannelRoles } from '#live';

/** The device of a test, and what its channels are. */
export interface WiredDevice {
  readonly device: Device;
  readonly channels: readonly string[];
  readonly roles: ChannelRoles;
}

/** Whether an address is that of a person who does not exist. */
export function isVirtualAddress(address: string): boolean {
  return address.startsWith('virtual');
}
