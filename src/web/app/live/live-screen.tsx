import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveState, SentCommand, SentView } from '#api';
import { useFormat, useWords } from '../words/use-words.ts';
import { CanvasView } from './canvas-view.tsx';
import { CueBand, useCueText } from './cue-band.tsx';
import { effortRoad } from './effort-road.ts';
import { emgSweep } from './emg-sweep.ts';
import { JasaPlaneView } from './jasa-plane.tsx';
import { LiveControls } from './live-controls.tsx';
import type { LiveFeed } from './live-feed.ts';
import { IndicesRow, TrialsRow } from './live-numbers.tsx';
import { ProbabilityBar } from './probability-bar.tsx';
import { LightsRow } from './quality-lights.tsx';
import { RatingQuestion } from './rating-question.tsx';
import { SilenceBand } from './silence-band.tsx';
import { tones } from './tones.ts';
import { useLive } from './use-live.ts';
import { waterfall } from './waterfall.ts';

/** Tones at the begin of each step and in the last three seconds before the next effort. */
function useTones({ cue, phase, next }: SentView['guide'], isOn: boolean): void {
  const player = useMemo(tones, []);
  const word = phase === 'running' ? cue?.word : undefined;
  const second = cue ? Math.ceil(cue.leftS) : 0;
  const isBeforeEffort = next !== null && next.word !== 'rest' && next.word !== 'relax';
  useEffect(() => {
    if (isOn && word) player.begin(word);
  }, [isOn, word, player]);
  useEffect(() => {
    if (isOn && word && isBeforeEffort && second >= 1 && second <= 3) player.tick();
  }, [isOn, word, isBeforeEffort, second, player]);
}

/** What is said to who cannot see the screen: each new cue at once, the coach when there is time. */
function Spoken({ guide }: { readonly guide: SentView['guide'] }) {
  const { test } = useWords();
  const text = useCueText(guide);
  const word = guide.cue && guide.phase === 'running' ? test.cue[guide.cue.word] : '';
  return (
    <div className="unseen">
      <div aria-live="assertive" aria-atomic="true">
        {`${word} ${text}`}
      </div>
      <div aria-live="polite">{guide.message}</div>
    </div>
  );
}

/** The pictures: they follow the stream frame by frame, not the words beside them. */
function usePainters(feed: LiveFeed, state: LiveState) {
  const { test } = useWords();
  const { id, channels } = state;
  return useMemo(() => {
    const ring = feed.ring();
    return {
      // Another test has another ring.
      key: id,
      road: effortRoad(feed.road, test.cue),
      sweep: ring && channels && emgSweep(ring, channels),
      fall: waterfall(feed.columns, feed.mdf),
    };
  }, [feed, id, channels, test.cue]);
}

/** The running test, over the whole window. */
export function LiveScreen({
  feed,
  state,
  command,
}: {
  readonly feed: LiveFeed;
  readonly state: LiveState;
  command(command: SentCommand): void;
}) {
  const { test, shell } = useWords();
  const format = useFormat();
  const { view, isOpen } = useLive(feed, 80);
  const [hasSounds, setSounds] = useState(() => window.localStorage.getItem('myofade-sounds') === 'on');
  const painters = usePainters(feed, state);
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus(), []);
  const switchSounds = useCallback((isOn: boolean) => {
    window.localStorage.setItem('myofade-sounds', isOn ? 'on' : 'off');
    setSounds(isOn);
  }, []);
  if (!view) return <p role="status">{shell.loading}</p>;
  return (
    <LiveScreenOf
      {...{ feed, state, command, view, isOpen, painters, hasSounds, switchSounds, main, words: test.live, format }}
    />
  );
}

function LiveScreenOf({
  feed,
  state,
  command,
  view,
  isOpen,
  painters,
  hasSounds,
  switchSounds,
  main,
  words,
  format,
}: {
  readonly feed: LiveFeed;
  readonly state: LiveState;
  command(command: SentCommand): void;
  readonly view: SentView;
  readonly isOpen: boolean;
  readonly painters: ReturnType<typeof usePainters>;
  readonly hasSounds: boolean;
  switchSounds(isOn: boolean): void;
  readonly main: React.RefObject<HTMLElement | null>;
  readonly words: ReturnType<typeof useWords>['test']['live'];
  readonly format: ReturnType<typeof useFormat>;
}) {
  const { guide } = view;
  useTones(guide, hasSounds);
  const frame = state.isSimulated ? 'live-panel simulated' : 'live-panel';
  return (
    <main className="live" ref={main} tabIndex={-1}>
      <Spoken guide={guide} />
      <CueBand view={view} title={state.title} />
      <SilenceBand feed={feed} isOpen={isOpen} isConnected={view.device.isConnected} />
      <div className="live-grid">
        <div className={`${frame} live-road`}>
          <h3>{guide.unit === 'N' ? words.force : words.emgEffort}</h3>
          <EffortNow guide={guide} />
          <div className="live-canvas">
            <CanvasView painter={painters.road} label={guide.unit === 'N' ? words.force : words.emgEffort} />
          </div>
          {guide.ask && <RatingQuestion ask={guide.ask} onAnswer={(value) => command({ kind: 'answer', value })} />}
        </div>
        <div className={`${frame} live-sweep`}>
          <h3>{words.sweep}</h3>
          <div className="live-canvas">
            {painters.sweep && <CanvasView key={painters.key} painter={painters.sweep} label={words.sweep} />}
          </div>
        </div>
        <div className={`${frame} live-fall`}>
          <h3>{words.waterfall}</h3>
          <div className="live-canvas">
            <CanvasView painter={painters.fall} label={words.waterfall} />
          </div>
        </div>
        <div className={`${frame} live-trials`}>
          <TrialsRow guide={guide} />
          <IndicesRow view={view} />
          <p className="coach">{guide.message}</p>
        </div>
        <div className={`${frame} live-judge`}>
          <div className="live-jasa">
            <JasaPlaneView jasa={view.reading?.jasa ?? null} />
          </div>
          <div className="live-says">
            <h3>{words.classifier}</h3>
            <ProbabilityBar judgement={view.judgement} />
            <h3>{words.quality}</h3>
            <LightsRow lights={view.lights} />
          </div>
        </div>
      </div>
      <LiveControls {...{ guide, command, hasSounds, switchSounds }} />
      <footer className="live-foot">
        <span>{words.keys}</span>
        <span>
          {[
            view.recording
              ? `● ${words.recording(view.recording.name, format.clock(view.recording.durationS))}`
              : `○ ${words.notRecording}`,
            words.lost(format.number(view.nLost)),
            words.left(format.clock(guide.left.atLeastS), format.clock(guide.left.atMostS)),
          ].join(' · ')}
        </span>
        {guide.caution && <span className="caution">{guide.caution}</span>}
      </footer>
    </main>
  );
}

/** The effort as a number, and which way to the band, in words. */
function EffortNow({ guide }: { readonly guide: SentView['guide'] }) {
  const { test } = useWords();
  const format = useFormat();
  const { effort, unit, target, isInBand } = guide;
  if (!effort) return null;
  const hint =
    isInBand === null || !target
      ? ''
      : isInBand
        ? `✓ ${test.live.inBand}`
        : effort.value < target.low
          ? `▲ ${test.live.more}`
          : `▼ ${test.live.less}`;
  return (
    <p className="effort-now">
      <b>{format.amount(effort.value, unit, unit === 'N' ? 0 : 3)}</b>
      {effort.percent !== null && <span>{`${format.number(effort.percent)} %`}</span>}
      <span className="hint">{hint}</span>
    </p>
  );
}
