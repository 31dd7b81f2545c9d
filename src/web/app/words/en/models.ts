/** Words of the room. */
export const models = {
  title: 'Models',
  shipped: 'shipped',
  ofStudy: 'of this study',
  data: 'Learned from',
  results: 'How often it is right',
  noResults: 'Nobody counted how often it is right.',
  calibrated: 'Calibrated; may answer undecided.',
  raw: 'Raw probabilities; never undecided.',
  licence: 'Licence',
  digest: 'Digest of the training',
  refused: 'Files that are no model',
};
