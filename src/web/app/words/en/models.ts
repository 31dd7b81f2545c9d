/** Words of the room. */
export const models = {
  title: 'Models',
};
