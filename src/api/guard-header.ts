/**
 * Header that every request but GET must carry, with any value: a form on a foreign page cannot send it.
 */
export const guardHeader = 'x-myofade';
