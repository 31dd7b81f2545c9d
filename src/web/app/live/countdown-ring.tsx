import { useFormat, useWords } from '../words/use-words.ts';

const radius = 44;
const around = 2 * Math.PI * radius;

/** A ring that empties, with the seconds in it. */
export function CountdownRing({ leftS, durationS }: { readonly leftS: number; readonly durationS: number }) {
  const { test } = useWords();
  const format = useFormat();
  const seconds = leftS >= 100 ? format.clock(leftS) : format.number(Math.ceil(leftS - 1e-9));
  const share = durationS > 0 ? leftS / durationS : 0;
  return (
    <svg viewBox="0 0 100 100" role="img" aria-label={test.live.secondsLeft(seconds)}>
      <circle cx="50" cy="50" r={radius} fill="none" stroke="#ffffff" strokeOpacity="0.25" strokeWidth="9" />
      <circle
        cx="50"
        cy="50"
        r={radius}
        fill="none"
        stroke="#ffffff"
        strokeWidth="9"
        strokeDasharray={`${around * share} ${around}`}
        transform="rotate(-90 50 50)"
      />
      <text
        x="50"
        y="50"
        fill="#ffffff"
        fontWeight="800"
        fontSize={seconds.length > 2 ? 27 : 40}
        textAnchor="middle"
        dominantBaseline="central"
      >
        {seconds}
      </text>
    </svg>
  );
}
