import { ArgumentError, MyofadeError } from './errors.ts';

/**
 * What a wrong call says, as message and fix: what the tests of every layer compare. Throws when the call is accepted,
 * fails in another way, or breaks the grammar of arguments: what, with the value — where. How to fix it.
 */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    if (error instanceof ArgumentError && !/^\S.* — in [\w.]+\.$/.test(error.message)) {
      throw new Error(`Not in the house grammar: ${error.message}`);
    }
    if (!/^[A-Z].*\.$/.test(error.fix)) throw new Error(`Not a sentence: ${error.fix}`);
    return `${error.message} ${error.fix}`;
  }
  throw new Error('The call was accepted.');
}
