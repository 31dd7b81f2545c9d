/** Words of the room. */
export const evidence = {
  title: 'Evidence',
};
