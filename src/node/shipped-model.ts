import inlined from '../../models/handgrip-simulated.onnx?url&inline';

/** Where the shipped model stands in the repository; its card is docs/model-card.md. */
export const shippedModelFile = 'models/handgrip-simulated.onnx';

/** The bytes of the shipped model: a custom CNN that learned from SIMULATED people alone. They are part of the program. */
export function shippedModel(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(inlined.slice(inlined.indexOf(',') + 1), 'base64'));
}

/** How often the shipped model was right, in recordings of people it had never seen: as its card tells it. */
export const shippedModelKnown = { right: 28, n: 36, people: 18 } as const;
