import { describe, expect, it } from 'vitest';
import { sampleEvaluation, sampleRecording } from './check-samples.ts';
import { studyRecordingView } from './recording-view.ts';
import { evaluationSummary, recordingSummary } from './text-summary.ts';
import { textTable, wrapped } from './text-table.ts';

describe('evaluationSummary', () => {
  it('is a table of models, controls first, and what is shown', () => {
    const [head] = evaluationSummary(sampleEvaluation()).split('\n- ');
    expect(head).toMatchInlineSnapshot(`
      "Invented study · 10 recordings, 5 people · each person left out in turn (loso) · seed 7

      Feature baseline and Custom CNN judged 8 and 6 of 10 recordings right, from 5 people they had never
      seen: accuracy 0.80 [0.65–0.95] and 0.60 [0.45–0.75]. Feature baseline is better than guessing;
      Custom CNN is not shown to be better than guessing (0.50); which of the two is better is not
      decided. How much of it is fatigue and how much the circumstances of recording, these data do not
      tell.

      model                                               n  accuracy          AUC               paired            Brier
      Guessing                                           10  0.50 [0.35–0.65]  0.50 [0.35–0.65]  0.50 [0.35–0.65]  0.20 [0.05–0.35]
      Nuisance only                                      10  0.50 [0.35–0.65]  0.48 [0.33–0.63]  0.50 [0.35–0.65]  0.20 [0.05–0.35]
      Feature baseline, labels swapped within subjects  200  0.52 [0.37–0.67]  0.50 [0.35–0.65]  0.52 [0.37–0.67]  0.20 [0.05–0.35]
      Feature baseline                                   10  0.80 [0.65–0.95]  0.86 [0.71–1.00]  0.80 [0.65–0.95]  0.20 [0.05–0.35]
      Custom CNN                                         10  0.60 [0.45–0.75]  0.70 [0.55–0.85]  0.60 [0.45–0.75]  0.20 [0.05–0.35]
      [ ] 95 % range of guessing: Guessing
      [ ] 95 % bootstrap over subjects: Nuisance only, Feature baseline, Custom CNN
      [ ] range over swaps: Feature baseline, labels swapped within subjects
      "
    `);
  });

  it('keeps its lines readable', () => {
    const lines = evaluationSummary(sampleEvaluation({ simulated: true })).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(130);
    expect(lines[0]).toContain('SIMULATED');
  });
});

describe('recordingSummary', () => {
  it('shows segments, indices, strength with its label, and issues with what to do', () => {
    expect(recordingSummary(studyRecordingView(sampleRecording('S01', 'fatigued')))).toMatchInlineSnapshot(`
      "S01_F.csv · sEMG · 1000 Hz · mV
      Found a hold of 6.0 s and a maximal squeeze of 3.0 s in 20.0 s of signal.

      rest               0.50–7.50 s  7.0 s
      hold              8.00–14.00 s  6.0 s
      maximal squeeze  16.00–19.00 s  3.0 s

      index   unit          hold  maximal squeeze
      RMS     mV          0.0800            0.112
      MDF     Hz            59.0             59.0
      MNF     Hz            73.8             73.8
      FInsm5  Hz⁻⁶  4.87 × 10⁻¹³     4.87 × 10⁻¹³
      band 20–450 Hz

      Strength: 72 %MVC, EMG-derived: RMS of the maximal squeeze over RMS of the hold, times the hold's
      target of 70 %. It is not a measurement of force: at the same force a tired muscle gives more EMG.

      - warning MAINS_HUM: 50 Hz stands 12 dB above its neighbours.
        Run the computer on battery, renew the electrodes and the ground, and keep cables off mains leads;
        analyze --subtract-mains takes what is left out.
      "
    `);
  });

  it('says when nothing was found', () => {
    const empty = sampleRecording('S01', 'fresh', { segments: [], indices: [], strength: null });
    const text = recordingSummary(studyRecordingView(empty));
    expect(text).toContain('No contraction stands out in 20.0 s of signal.');
    expect(text).toContain('Strength: not estimated');
    expect(text).toContain('No issue was found.');
  });
});

describe('text tables', () => {
  it('align their columns', () => {
    expect(
      textTable(
        [
          ['a', 'n'],
          ['long', '12'],
        ],
        ['left', 'right'],
      ),
    ).toBe('a      n\nlong  12');
  });

  it('wrap at spaces and indent what follows', () => {
    expect(wrapped('one two three', { width: 9, bullet: '- ' })).toBe('- one two\n  three');
    expect(wrapped('unbreakable', { width: 4 })).toBe('unbreakable');
  });
});
