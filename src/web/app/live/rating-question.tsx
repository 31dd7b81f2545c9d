import type { SentView } from '#api';
import { useFormat, useWords } from '../words/use-words.ts';

type Scale = NonNullable<SentView['guide']['ask']>;

/** Numbers that can be said, with their words where the scale has some. */
function choices({ lowest, highest, anchors }: Scale): { value: number; anchor: string }[] {
  const values = new Set(anchors.map(([value]) => value as number));
  for (let value = Math.ceil(lowest); value <= highest; value++) values.add(value);
  const wordsOf = new Map(anchors.map(([value, words]) => [value as number, words as string]));
  return [...values].sort((a, b) => a - b).map((value) => ({ value, anchor: wordsOf.get(value) ?? '' }));
}

/** How hard it was, with buttons that a tired hand hits. */
export function RatingQuestion({ ask, onAnswer }: { readonly ask: Scale; onAnswer(value: number | null): void }) {
  const { test } = useWords();
  const format = useFormat();
  const words = test.live;
  return (
    <section className="rating" aria-label={words.question}>
      <h2>{words.question}</h2>
      <div className="rating-buttons">
        {choices(ask).map(({ value, anchor }) => (
          <button key={value} type="button" onClick={() => onAnswer(value)}>
            <b>{format.number(value, Number.isInteger(value) ? 0 : 1)}</b>
            <span>{words.anchors[anchor] ?? anchor}</span>
          </button>
        ))}
        <button type="button" onClick={() => onAnswer(null)}>
          <span>{words.noAnswer}</span>
        </button>
      </div>
    </section>
  );
}
