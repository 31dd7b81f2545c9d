/** Words of the room. */
export const devices = {
  title: 'Devices',
  simulated: 'SIMULATED',
  notAllowed: 'seen, but this user may not open it',
  notes: 'What is not seen, and why',
  forms: 'Any address can be typed:',
  again: 'Look again',
  none: 'No device is seen.',
};
