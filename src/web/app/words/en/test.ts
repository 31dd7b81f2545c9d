/** Words of the room. */
export const test = {
  title: 'Test',
};
