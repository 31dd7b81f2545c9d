/** Numbers and dates as a locale writes them. */
export interface Format {
  /** With a fixed number of decimals, such as `0.62`; a dash where there is none. */
  number(value: number | null | undefined, decimals?: number): string;
  /** A number with its unit, such as `312 N`. */
  amount(value: number | null | undefined, unit: string, decimals?: number): string;
  /** With its sign, such as `+4 %` or `−9 %`. */
  change(value: number | null | undefined, unit: string, decimals?: number): string;
  /** Minutes and seconds, such as `2:05`; rounded up, as a countdown is read. */
  clock(seconds: number): string;
  /** Local date and time of an ISO text. */
  date(iso: string): string;
}

const none = '–';

/** Of a locale such as `en-GB`. */
export function formatOf(locale: string): Format {
  const byDecimals = new Map<number, Intl.NumberFormat>();
  const plain = (value: number, decimals: number): string => {
    let format = byDecimals.get(decimals);
    if (!format) {
      format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
      byDecimals.set(decimals, format);
    }
    // A minus sign, not a hyphen, and no minus before a zero.
    const text = format.format(value).replace('-', '−');
    return /[1-9]/.test(text) ? text : text.replace('−', '');
  };
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const isKnown = (value: number | null | undefined): value is number => value != null && Number.isFinite(value);
  return {
    number: (value, decimals = 0) => (isKnown(value) ? plain(value, decimals) : none),
    amount: (value, unit, decimals = 0) => (isKnown(value) ? `${plain(value, decimals)} ${unit}` : none),
    change(value, unit, decimals = 0) {
      if (!isKnown(value)) return none;
      const text = plain(value, decimals);
      return `${text.startsWith('−') || !/[1-9]/.test(text) ? '' : '+'}${text} ${unit}`;
    },
    clock(seconds) {
      const whole = Math.max(0, Math.ceil(seconds - 1e-9));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
    date(iso) {
      const time = new Date(iso);
      return Number.isNaN(time.getTime()) ? iso : dates.format(time);
    },
  };
}
