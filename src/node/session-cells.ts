import type { SessionResult } from '#live';
import { guideView, type Protocol } from '#protocol';
import type { PeopleFirst } from '#study';
import type { WiredDevice } from './wired-device.ts';

/** Keys of every `_emg.json`: what the person was asked once. */
export function emgKeys(people: PeopleFirst, protocol: Protocol, { device }: WiredDevice): Record<string, unknown> {
  const { kind: _, version: __, subject: ___, startedAt: ____, ...facts } = people.facts ?? ({} as never);
  return {
    Protocol: { id: protocol.id, name: protocol.name },
    DeviceAddress: device.address,
    ...(people.facts && { SessionFacts: facts }),
  };
}

/** A session's row in `_sessions.tsv` as it begins. */
export function sessionCells(people: PeopleFirst, protocol: Protocol): Record<string, string | undefined> {
  const { facts, screen, consent } = people;
  return {
    protocol: protocol.id,
    hand: facts?.hand,
    dominant_hand: facts?.dominantHand,
    posture: facts?.posture,
    handle_position: facts?.handlePosition,
    electrode_site: facts?.electrodeSite,
    instructed_by: facts?.instructedBy,
    encouragement: facts?.encouragement,
    consent: consent?.textVersion ?? 'not asked',
    screen: screen ? (screen.clearedBy === undefined ? 'may start' : `cleared by ${screen.clearedBy}`) : 'not asked',
  };
}

/** What its end adds. */
export function endCells({
  guide,
  device,
  end,
  nLost,
  startedAt,
}: SessionResult): Record<string, string | number | undefined> {
  const { reference, unit, lossPercent } = guideView(guide);
  const rating = guide.ratings.findLast(({ value }) => value !== null);
  return {
    acq_time: startedAt,
    device: device.firmware === undefined ? device.model : `${device.model}, ${device.firmware}`,
    ended: end,
    effort: unit === 'N' ? 'force' : 'emg',
    rested_mvc: reference === null ? undefined : Number(reference.toFixed(unit === 'N' ? 1 : 4)),
    rested_mvc_unit: reference === null ? undefined : unit,
    mvc_loss: lossPercent === null ? undefined : Number(lossPercent.toFixed(1)),
    rating: rating?.value ?? undefined,
    rating_scale: rating?.scale,
    lost_samples: nLost,
  };
}
