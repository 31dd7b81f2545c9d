import type { SentView } from '#api';
import { useFormat, useWords } from '../words/use-words.ts';

/** Maximal squeezes in their order; those that do not count are struck through and say why. */
export function TrialsRow({ guide }: { readonly guide: SentView['guide'] }) {
  const { test } = useWords();
  const format = useFormat();
  const words = test.live;
  const decimals = guide.unit === 'N' ? 0 : 3;
  const shown = guide.trials.map((trial, number) => ({ ...trial, number })).slice(-8);
  return (
    <div className="numbers-row">
      <h3>{words.trials}</h3>
      <div className="values">
        {guide.trials.length === 0 && <span className="quiet">{words.noTrials}</span>}
        {shown.map(({ effort, isReference, isCounted, number }) => (
          <span key={number} className={isCounted ? 'value' : 'value uncounted'}>
            <b>
              {effort?.percent != null && !isReference
                ? `${format.number(effort.percent)} %`
                : format.amount(effort?.value, guide.unit, decimals)}
            </b>
            <small>
              {!isCounted
                ? words.again
                : isReference
                  ? words.reference
                  : format.amount(effort?.value, guide.unit, decimals)}
            </small>
          </span>
        ))}
      </div>
    </div>
  );
}

/** Frequency, amplitude and strength as they stand, with intervals where there are some. */
export function IndicesRow({ view }: { readonly view: SentView }) {
  const { test } = useWords();
  const format = useFormat();
  const words = test.live;
  const { window: measured, reading, guide, strength } = view;
  const trend = reading?.mdf.trend;
  return (
    <div className="numbers-row">
      <div className="values">
        <span className="value">
          <b>{`${words.mdf} ${format.amount(measured?.mdfHz, 'Hz')}`}</b>
          <small>
            {trend?.slopePercentPerS != null && trend.interval
              ? words.mdfTrend(
                  format.change(trend.slopePercentPerS, '%/s', 2),
                  format.number(trend.interval[0], 2),
                  format.number(trend.interval[1], 2),
                )
              : ''}
          </small>
        </span>
        <span className="value">
          <b>{`${words.rms} ${format.amount(measured?.rmsMv, 'mV', 3)}`}</b>
        </span>
        {guide.lossPercent !== null && (
          <span className="value">
            <b>{`${words.strength} ${format.change(-guide.lossPercent, '%')}`}</b>
            <small>
              {strength?.declinePercentPerMin != null
                ? words.decline(format.change(-strength.declinePercentPerMin, '%', 1))
                : ''}
            </small>
          </span>
        )}
      </div>
    </div>
  );
}
