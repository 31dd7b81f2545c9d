import { Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { ink } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';

const lowestDb = -30;
const highestDb = 15;
/** A ramp from dark blue over green to yellow whose lightness only rises, for every eye. */
const stops = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

function colourAt(share: number): readonly [number, number, number] {
  const place = Math.min(0.9999, Math.max(0, share)) * (stops.length - 1);
  const [a, b] = [stops[Math.floor(place)], stops[Math.floor(place) + 1]];
  const part = place - Math.floor(place);
  return [0, 1, 2].map((i) => a[i] + part * (b[i] - a[i])) as unknown as readonly [number, number, number];
}

function paint(
  canvas: HTMLCanvasElement,
  { values, nBands, nFrames }: { values: ArrayLike<number>; nBands: number; nFrames: number },
  pixel: (value: number) => readonly [number, number, number, number],
): void {
  canvas.width = nFrames;
  canvas.height = nBands;
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = context.createImageData(nFrames, nBands);
  for (let band = 0; band < nBands; band++) {
    for (let frame = 0; frame < nFrames; frame++) {
      picture.data.set(pixel(values[band * nFrames + frame]), 4 * ((nBands - 1 - band) * nFrames + frame));
    }
  }
  context.putImageData(picture, 0, 0);
}

function Picture({
  values,
  nBands,
  nFrames,
  overlay,
  label,
}: {
  readonly values: Float32Array;
  readonly nBands: number;
  readonly nFrames: number;
  readonly overlay: {
    readonly values: Float32Array;
    readonly nBands: number;
    readonly nFrames: number;
    readonly share: number;
  } | null;
  readonly label: string;
}) {
  const below = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (below.current) {
      paint(below.current, { values, nBands, nFrames }, (db) => [
        ...colourAt((db - lowestDb) / (highestDb - lowestDb)),
        255,
      ]);
    }
  }, [values, nBands, nFrames]);
  useEffect(() => {
    if (!above.current || !overlay) return;
    const most = overlay.values.reduce((high, value) => Math.max(high, value), 1e-12);
    paint(above.current, overlay, (value) => [255, 255, 255, 210 * Math.max(0, value / most)]);
  }, [overlay]);
  const whole = { width: '100%', height: 160, display: 'block', imageRendering: 'pixelated' } as const;
  return (
    <div style={{ position: 'relative' }} role="img" aria-label={label}>
      <canvas ref={below} style={whole} />
      {overlay && (
        <canvas
          ref={above}
          style={{ ...whole, position: 'absolute', left: 0, top: 0, width: `${100 * overlay.share}%` }}
        />
      )}
    </div>
  );
}

/** Spectrograms of hold and squeeze, and on the squeeze where the model looked. */
export function SpectrogramView({ recording }: { readonly recording: string }) {
  const { people } = useWords();
  const words = people.report;
  const format = useFormat();
  const [isOverlaid, setOverlaid] = useState(false);
  const { data, error } = useAnswer('spectrogram', { params: { recording } });
  const why = useAnswer(
    'explanation',
    { params: { recording }, query: { method: 'grad-cam' } },
    { isWanted: isOverlaid },
  );
  if (error) return <Text size="sm">{words.noSpectrogram}</Text>;
  const map = why.data;
  return (
    <div>
      <Text size="sm" fw={600}>
        {words.spectrogram}
      </Text>
      <div style={{ display: 'flex', gap: 16 }}>
        {data?.head.segments.map(({ kind, nBands, nFrames, freqsHz, timesS }, i) => (
          <figure key={kind} style={{ flex: nFrames, margin: 0 }}>
            <Picture
              values={data.arrays[i]}
              nBands={nBands}
              nFrames={nFrames}
              label={`${words.spectrogram}, ${words.kinds[kind]}`}
              overlay={
                isOverlaid && kind === 'mvc' && map
                  ? {
                      values: map.arrays[0],
                      nBands: map.head.nBands,
                      nFrames: map.head.nFrames,
                      share: Math.min(1, map.head.nFrames / nFrames),
                    }
                  : null
              }
            />
            <figcaption style={{ fontSize: 12, color: ink.soft }}>
              {words.kinds[kind]} · {format.number(freqsHz[0])}–{format.amount(freqsHz[freqsHz.length - 1], 'Hz')} ·{' '}
              {format.number(timesS[0], 1)}–{format.amount(timesS[timesS.length - 1], 's', 1)}
            </figcaption>
          </figure>
        ))}
      </div>
      <Switch
        mt="xs"
        label={words.overlay}
        checked={isOverlaid}
        onChange={(event) => setOverlaid(event.currentTarget.checked)}
      />
      {isOverlaid && <Text size="xs">{words.overlayNote}</Text>}
      <ErrorNote error={why.error} />
    </div>
  );
}
