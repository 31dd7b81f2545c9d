import type { Clock } from '#base';
import type { RecordingEvent } from '#recording';

/** From here on (s) the computer's date has jumped: below, it is being set right in small steps. */
const jumpS = 2;

/**
 * Watches the computer's date beside its clock that only runs forward, from now on. Samples are counted, so a jump moves no
 * sample; but the start time of the file and notes on paper disagree from there on. Gives the event to be stored, or
 * undefined where nothing jumped since the last look.
 */
export function clockJumps(clock: Clock): (atS: number) => RecordingEvent | undefined {
  const offsetS = (): number => Date.parse(`${clock.localTime()}Z`) / 1000 - clock.nowS();
  let usualS = offsetS();
  return (atS) => {
    const nowS = offsetS();
    const jumpedS = nowS - usualS;
    if (!(Math.abs(jumpedS) > jumpS)) return undefined;
    usualS = nowS;
    const sign = jumpedS < 0 ? '−' : '+';
    return {
      onsetS: atS,
      durationS: 0,
      label: `The computer’s date jumped by ${sign}${Math.abs(jumpedS).toFixed(1)} s`,
    };
  };
}
