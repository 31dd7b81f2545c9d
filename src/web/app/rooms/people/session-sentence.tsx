import { Text, Title } from '@mantine/core';
import type { AnswerOf } from '#api';
import type { Words } from '../../words/en.ts';
import type { Format } from '../../words/format.ts';
import { useFormat, useWords } from '../../words/use-words.ts';

export type Summary = AnswerOf<'sessionSummary'>;

/** `(27 to 41)`. */
export function limitsText(
  words: Words['people'],
  format: Format,
  [low, high]: readonly number[],
  decimals = 0,
): string {
  return words.sentence.to(format.number(low, decimals), format.number(high, decimals));
}

function sentences({ people: words }: Words, format: Format, summary: Summary): string[] {
  const { strength, changes, classifier } = summary;
  const said: string[] = [];
  const { sentence } = words;
  if (strength?.loss) {
    const { lossPercent, certainty } = strength.loss;
    const n = strength.trials.filter(({ phase, isAccepted }) => phase === 'task' && isAccepted).length;
    const isLoss = lossPercent >= 0;
    const limits = certainty && (isLoss ? certainty.interval : certainty.interval.map((value) => -value).reverse());
    const interval = limits ? limitsText(words, format, limits) : sentence.noInterval;
    const say = isLoss ? sentence.loss : sentence.gain;
    said.push(say(format.amount(Math.abs(lossPercent), '%'), interval, format.number(n)));
  }
  const mdf = changes.find(({ id, segment }) => id === 'MDF' && segment === 'hold');
  if (mdf) {
    const [low, high] = mdf.interval;
    const say = high < 0 ? sentence.slowed : low > 0 ? sentence.faster : sentence.unchanged;
    said.push(say(format.change(mdf.percent, '%'), limitsText(words, format, mdf.interval)));
  }
  const last = classifier?.judgements.findLast(({ state }) => state === 'fatigued');
  if (classifier && last && last.probability !== null) {
    const { known, isOfSimulated } = classifier.model;
    said.push(sentence.model(format.number(last.probability, 2)));
    said.push(known ? sentence.known(`${known.right}`, `${known.n}`, `${known.people}`) : sentence.notKnown);
    if (isOfSimulated) said.push(sentence.ofSimulated);
  }
  return said;
}

/** The session in a few sentences, in the language of the page. */
export function SessionSentence({ summary }: { readonly summary: Summary }) {
  const all = useWords();
  const format = useFormat();
  const { verdict } = summary;
  const words = all.people;
  return (
    <>
      <Title order={2} size="h1">
        {words.verdict[verdict.word]}
        {verdict.certainty !== null && `, ${words.certainty[verdict.certainty]}`}
      </Title>
      <Text size="lg" mt="xs" maw={900}>
        {sentences(all, format, summary).join(' ')}
      </Text>
    </>
  );
}
