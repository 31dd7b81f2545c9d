import { useQueryClient } from '@tanstack/react-query';
import { ask, keyOf, useAnswer, useChange } from '../../api-client.ts';
import { type Draft, mustAnswer, startTestOf } from './draft.ts';

/** Starting a test: what is asked, and how it went. */
export interface StartTestRequest {
  start(draft: Draft): void;
  readonly isStarting: boolean;
  readonly error: unknown;
}

/** Starts what was filled in; a refusal stays with the form. */
export function useStartTest(): StartTestRequest {
  const before = useAnswer('beforeTest');
  const people = useAnswer('people');
  const client = useQueryClient();
  const starting = useChange('startTest', ['live']);
  return {
    start(draft) {
      const isKnown = mustAnswer(draft) && people.data?.some(({ subject }) => subject === draft.subject);
      const parts = { params: { subject: draft.subject } };
      const known = isKnown
        ? client.fetchQuery({ queryKey: keyOf('knownAnswers', parts), queryFn: () => ask('knownAnswers', parts) })
        : Promise.resolve(undefined);
      void known.then((answers) => starting.mutate({ body: startTestOf(draft, before.data, answers) }));
    },
    isStarting: starting.isPending,
    error: starting.error,
  };
}
