import { ink, phaseColours, warningColour } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';

/** A right forearm, palm up, with the place of the electrodes over the finger flexors. */
export function ElectrodeDrawing() {
  const { test } = useWords();
  const words = test.connect;
  return (
    <svg viewBox="0 0 420 190" role="img" aria-label={words.placeDrawing} width="100%">
      <path
        d="M20 62 C60 44 110 40 150 48 C200 56 250 68 290 72 C305 66 318 50 332 44 C342 41 346 50 340 60 L326 78
           C350 74 386 70 400 74 C409 78 407 88 398 90 L362 92 C386 92 404 93 409 98 C413 106 406 111 398 110 L362 108
           C382 111 398 115 401 121 C403 129 396 132 388 130 L356 123 C370 128 382 134 383 141 C382 148 374 148 367 145
           L330 130 C316 126 300 124 288 122 C240 130 190 144 150 148 C110 152 60 150 20 138 Z"
        fill="#c99b7a"
        stroke="#7a5539"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M48 104 C110 96 190 92 284 98 C200 118 110 136 52 128 Z" fill={phaseColours.maximum} opacity="0.28" />
      <path d="M287 74 C292 90 292 106 288 121" fill="none" stroke="#7a5539" strokeWidth="2" strokeDasharray="4 3" />
      <path d="M42 52 C37 80 37 112 42 144" fill="none" stroke="#7a5539" strokeWidth="2" strokeDasharray="4 3" />
      <g stroke={ink.soft} strokeWidth="1.5">
        <path d="M42 168 H287 M42 162 V174 M287 162 V174 M124 162 V174" fill="none" />
        <path d="M124 128 V160" strokeDasharray="3 3" />
      </g>
      {[112, 136].map((x) => (
        <g key={x}>
          <circle cx={x} cy="114" r="10" fill={ink.strong} stroke={ink.ground} strokeWidth="2" />
          <circle cx={x} cy="114" r="3.5" fill={phaseColours.hold} />
        </g>
      ))}
      <circle cx="36" cy="132" r="10" fill={ink.strong} stroke={ink.ground} strokeWidth="2" />
      <circle cx="36" cy="132" r="3.5" fill={warningColour} />
      <g fill={ink.text} fontSize="12">
        <text x="6" y="186">
          {words.elbow}
        </text>
        <text x="287" y="186" textAnchor="middle">
          {words.wrist}
        </text>
        <text x="83" y="164" textAnchor="middle">
          {words.third}
        </text>
        <text x="124" y="34" textAnchor="middle">
          {words.muscle}
        </text>
        <text x="6" y="34">
          {words.reference}
        </text>
      </g>
      <path d="M124 40 V102" stroke={ink.text} strokeWidth="1" />
      <path d="M24 40 L34 120" stroke={ink.text} strokeWidth="1" />
    </svg>
  );
}
