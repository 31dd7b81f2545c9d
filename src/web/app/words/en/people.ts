/** Words of the room. */
export const people = {
  title: 'People',
};
