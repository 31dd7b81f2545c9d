import { Button, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Segments } from '#api';
import { useAnswer, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { ink, phaseColours, warningColour } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';

type Span = readonly [fromS: number, toS: number];
type Segment = Segments['segments'][number];

const colours = {
  rest: phaseColours.rest,
  hold: phaseColours.hold,
  mvc: phaseColours.maximum,
  contraction: '#cc79a7',
} as const;
const height = 220;
const points = 2000;

/** Segments as coloured grounds below the signal, with their words. */
function drawSegments(
  plot: uPlot,
  segments: readonly Segment[],
  words: Readonly<Record<Segment['kind'], string>>,
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${12 * devicePixelRatio}px system-ui`;
  for (const { kind, startS, endS } of segments) {
    const [left, right] = [startS, endS].map((time) => plot.valToPos(time, 'x', true));
    ctx.globalAlpha = kind === 'rest' ? 0.1 : 0.3;
    ctx.fillStyle = colours[kind];
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillStyle = ink.text;
    ctx.fillText(words[kind], Math.max(left, bbox.left) + 4, bbox.top + 14 * devicePixelRatio);
  }
  ctx.restore();
}

function EdgeFields({
  segments,
  onChange,
}: {
  readonly segments: readonly Segment[];
  onChange(next: readonly Segment[]): void;
}) {
  const { people } = useWords();
  const words = people.report;
  return (
    <Group gap="sm">
      {segments.map((segment, i) =>
        segment.kind === 'rest' ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place.
          <Group key={i} gap={4}>
            {(['startS', 'endS'] as const).map((edge) => (
              <NumberInput
                key={edge}
                size="xs"
                w={128}
                label={(edge === 'startS' ? words.start : words.end)(words.kinds[segment.kind])}
                value={segment[edge]}
                decimalScale={2}
                step={0.1}
                min={0}
                onChange={(value) =>
                  onChange(segments.map((one, k) => (k === i ? { ...one, [edge]: Number(value) } : one)))
                }
              />
            ))}
          </Group>
        ),
      )}
    </Group>
  );
}

/** The signal of a recording with zoom and pan, and segments whose limits can be set; a part is asked for anew in full detail. */
export function SignalViewer({
  recording,
  channel,
  durationS,
  found,
  isByHand,
}: {
  readonly recording: string;
  readonly channel: string;
  readonly durationS: number;
  readonly found: readonly Segment[];
  readonly isByHand: boolean;
}) {
  const { people } = useWords();
  const words = people.report;
  const place = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState<Span>([0, durationS]);
  const [segments, setSegments] = useState<readonly Segment[]>(found);
  const { data, error } = useAnswer('stretch', {
    params: { recording },
    query: { channel, fromS: span[0], toS: span[1], points },
  });
  const save = useChange('saveSegments', ['sessionSummary', 'spectrogram', 'segments', 'analysis']);
  const drop = useChange('dropSegments', ['sessionSummary', 'spectrogram', 'segments', 'analysis']);
  useEffect(() => setSegments(found), [found]);
  useEffect(() => {
    if (!data || !place.current) return;
    const { head, arrays } = data;
    const times = Array.from(arrays[0], (_, i) => head.fromS + i * head.stepS);
    const axis = { stroke: ink.soft, grid: { stroke: ink.line, width: 1 }, ticks: { stroke: ink.line } };
    const plot = new uPlot(
      {
        width: place.current.clientWidth,
        height,
        legend: { show: false },
        scales: { x: { time: false } },
        cursor: { drag: { x: true, y: false, setScale: false } },
        axes: [
          { ...axis, label: 's', labelSize: 16 },
          { ...axis, label: head.unit, size: 64 },
        ],
        series: [{}, ...arrays.map(() => ({ stroke: ink.text, width: 1, points: { show: false } }))],
        ...(arrays.length === 2 && { bands: [{ series: [2, 1] as [number, number], fill: ink.text }] }),
        hooks: {
          drawClear: [(one) => drawSegments(one, segments, words.kinds)],
          setSelect: [
            (one) => {
              const { left, width } = one.select;
              if (width < 4) return;
              setSpan([Math.max(0, one.posToVal(left, 'x')), Math.min(durationS, one.posToVal(left + width, 'x'))]);
            },
          ],
          ready: [(one) => one.over.addEventListener('dblclick', () => setSpan([0, durationS]))],
        },
      },
      [times, ...arrays.map((array) => Array.from(array))] as uPlot.AlignedData,
      place.current,
    );
    return () => plot.destroy();
  }, [data, segments, durationS, words.kinds]);
  const pan = (share: number) => {
    const width = span[1] - span[0];
    const from = Math.min(Math.max(0, span[0] + share * width), durationS - width);
    setSpan([from, from + width]);
  };
  const isMoved = segments !== found;
  return (
    <Stack gap="xs">
      <ErrorNote error={error ?? save.error ?? drop.error} />
      <div ref={place} style={{ minHeight: height + 16 }} role="img" aria-label={`${channel}, ${words.signal}`} />
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => pan(-0.5)} disabled={span[0] <= 0}>
          {words.left}
        </Button>
        <Button size="xs" variant="default" onClick={() => pan(0.5)} disabled={span[1] >= durationS}>
          {words.right}
        </Button>
        <Button size="xs" variant="default" onClick={() => setSpan([0, durationS])}>
          {words.zoomOut}
        </Button>
        <Text size="xs" c="dimmed">
          {words.zoomHelp}
        </Text>
      </Group>
      <Title order={4} size="h6">
        {words.edges}
      </Title>
      {isByHand && (
        <Text size="sm" c={warningColour}>
          {words.moved}
        </Text>
      )}
      <EdgeFields segments={segments} onChange={setSegments} />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={!isMoved}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params: { recording },
              body: { channel, segments: segments.map(({ kind, startS, endS }) => ({ kind, startS, endS })) },
            })
          }
        >
          {words.save}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isByHand && !isMoved}
          loading={drop.isPending}
          onClick={() => (isByHand ? drop.mutate({ params: { recording } }) : setSegments(found))}
        >
          {words.reset}
        </Button>
      </Group>
    </Stack>
  );
}
