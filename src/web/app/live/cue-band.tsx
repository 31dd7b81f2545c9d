import type { SentView } from '#api';
import { ink, phaseColours } from '../theme.ts';
import { useFormat, useWords } from '../words/use-words.ts';
import { CountdownRing } from './countdown-ring.tsx';

/** Words below the big one: the protocol's own where it has some, else in the language of the page. */
export function useCueText(guide: SentView['guide']): string {
  const { test } = useWords();
  const format = useFormat();
  const { cue, phase, end, target } = guide;
  const words = test.cueText;
  if (!cue) return phase === 'finished' && end === 'pain' ? words.pain : phase === 'running' ? '' : words[phase];
  if (cue.word !== 'hold') return words[cue.word];
  return target ? words.hold(format.number(target.percent)) : cue.text;
}

/** What to do now, to be read from two metres: colour, word and the time that is left. */
export function CueBand({ view, title }: { readonly view: SentView; readonly title: string }) {
  const { test, shell } = useWords();
  const format = useFormat();
  const { guide } = view;
  const { cue, phase, next } = guide;
  const text = useCueText(guide);
  const word = cue && phase === 'running' ? test.cue[cue.word] : phase === 'running' ? '' : test.cue[phase];
  const ground = cue && phase === 'running' ? phaseColours[cue.word] : ink.panel;
  const loop = guide.rounds.length > 0 ? test.live.loop(format.number(guide.rounds[0])) : '';
  const percent = guide.target ? test.live.ofMaximum(format.number(guide.target.percent)) : '';
  return (
    <section className="cue-band" style={{ background: ground }} aria-label={word}>
      <div className="cue-word" data-testid="cue">
        {word}
      </div>
      <div className="cue-ring">{cue && phase === 'running' && <CountdownRing {...cue} />}</div>
      <div className="cue-about">
        <div className="cue-title">
          {view.device.simulated && <span className="simulated-word">{shell.simulated}</span>}
          {title}
        </div>
        <div className="cue-text">{text}</div>
        <div className="cue-small">
          {[loop, percent, next && test.live.next(`${test.cue[next.word]} ${format.clock(next.durationS)}`)]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
    </section>
  );
}
