import { join } from 'node:path';
import type { StartJob } from '#api';

/** A command of the program that does a job, and what it leaves on the disk. */
export interface JobCommand {
  /** Words of the command line behind the program's name. */
  readonly args: readonly string[];
  /** The report that it writes. */
  readonly report: string | null;
  /** Where its printed result is kept too, where the command itself keeps none. */
  readonly keptAs: string | null;
}

/** What commands are told beside the job. */
export interface JobPlaces {
  readonly folder: string;
  /** Where results of the study go. */
  readonly results: string;
  /** Folder of models of the study. */
  readonly models: string;
  /** Path of a finished model, or the word of a kind that is trained. */
  readonly modelNamed: (id: string) => string;
}

type Value = string | number | readonly (string | number)[] | undefined;

function options(given: Readonly<Record<string, Value>>): string[] {
  return Object.entries(given).flatMap(([name, value]) =>
    // In one word, so that no value is ever taken for an option.
    value === undefined ? [] : [`--${name}=${Array.isArray(value) ? value.join(',') : value}`],
  );
}

/** The command of a job: what the page starts, anybody can start in a terminal, and gets the same numbers. */
export function jobCommand(job: StartJob, { folder, results, models, modelNamed }: JobPlaces): JobCommand {
  switch (job.kind) {
    case 'evaluate': {
      const { split, seed, swaps, controls } = job;
      const names = job.models.map(modelNamed);
      const chosen = options({ models: names, split, seed, swaps, controls, out: results });
      return { args: ['evaluate', folder, ...chosen, '--json'], report: join(results, 'report.html'), keptAs: null };
    }
    case 'compare': {
      const { by, between, indices, segment, test } = job;
      const chosen = options({ by, between, indices, segment, test, out: results });
      return {
        args: ['compare', folder, ...chosen, '--json'],
        report: join(results, 'comparison.html'),
        keptAs: join(results, 'comparison.json'),
      };
    }
    case 'plan': {
      const { people, cohorts, pool, difficulty, seed, halfWidth, power } = job;
      const out = join(results, 'plan');
      const chosen = options({ people, cohorts, pool, difficulty, seed, 'half-width': halfWidth, power, out });
      return { args: ['plan', ...chosen, '--json'], report: join(out, 'report.html'), keptAs: null };
    }
    case 'train': {
      const { model, seed, calibrationShare, errorLevel, licence, name } = job;
      const chosen = options({
        model,
        seed,
        'calibration-share': calibrationShare,
        'error-level': errorLevel,
        licence,
        out: join(models, `${name}.onnx`),
      });
      return { args: ['train', folder, ...chosen], report: null, keptAs: null };
    }
    case 'analyze': {
      const out = join(results, 'analysis');
      const chosen = options({ target: job.targetPercent, window: job.windowS, out });
      return { args: ['analyze', folder, ...chosen, '--json'], report: join(out, 'report.html'), keptAs: null };
    }
  }
}
