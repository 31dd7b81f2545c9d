import { CancelledError, type Clock, stopIfCancelled } from '#base';

const two = (value: number): string => String(value).padStart(2, '0');

/** Longest wait that Node takes at once. */
const mostMs = 2_000_000_000;

/** The computer's clock. */
export function systemClock(): Clock {
  return {
    nowS: () => performance.now() / 1000,
    localTime() {
      const now = new Date();
      const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
      const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
      return `${day}T${time}.${String(now.getMilliseconds()).padStart(3, '0')}`;
    },
    async sleep(durationS, signal) {
      stopIfCancelled(signal, 'Waiting');
      await new Promise<void>((resolve, reject) => {
        const wake = (): void => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(durationS * 1000, mostMs));
        const giveUp = (): void => {
          clearTimeout(timer);
          reject(new CancelledError('Waiting'));
        };
        signal?.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
