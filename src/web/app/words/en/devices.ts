/** Words of the room. */
export const devices = {
  title: 'Devices',
};
