import { requireOneOf } from '#base';
import type { LayerBuilder, Network, Tensor } from '#learn';

/** How many convolutions deep, as in the paper: ResNet-18 or ResNet-50. */
export type ResidualDepth = 18 | 50;

/** What {@link residualNetwork} is built for. */
export interface ResidualOptions {
  readonly depth: ResidualDepth;
  /** [channels, height, width]: 1 or 3 channels, any size. */
  readonly inputShape: readonly [1 | 3, number, number];
  readonly nClasses: number;
}

type Block = (b: LayerBuilder, name: string, x: Tensor, width: number, stride: number) => Tensor;

const conv = (b: LayerBuilder, name: string, x: Tensor, filters: number, kernel: number, stride = 1): Tensor =>
  b.conv(name, x, { filters, kernel, stride, padding: (kernel - 1) / 2, bias: false, initialFan: 'out' });

/** What is added at the end of a block: its input, projected where the shapes differ. */
function shortcut(b: LayerBuilder, name: string, x: Tensor, filters: number, stride: number): Tensor {
  if (stride === 1 && x.shape[1] === filters) return x;
  return b.batchNorm(`${name}.downsample.1`, conv(b, `${name}.downsample.0`, x, filters, 1, stride));
}

/** Two 3×3 convolutions. */
const basicBlock: Block = (b, name, x, width, stride) => {
  const first = b.relu(b.batchNorm(`${name}.bn1`, conv(b, `${name}.conv1`, x, width, 3, stride)));
  const second = b.batchNorm(`${name}.bn2`, conv(b, `${name}.conv2`, first, width, 3));
  return b.relu(b.add(second, shortcut(b, name, x, width, stride)));
};

/** 1×1, 3×3, 1×1; the stride is in the 3×3, which is "v1.5". */
const bottleneck: Block = (b, name, x, width, stride) => {
  const first = b.relu(b.batchNorm(`${name}.bn1`, conv(b, `${name}.conv1`, x, width, 1)));
  const second = b.relu(b.batchNorm(`${name}.bn2`, conv(b, `${name}.conv2`, first, width, 3, stride)));
  const third = b.batchNorm(`${name}.bn3`, conv(b, `${name}.conv3`, second, 4 * width, 1));
  return b.relu(b.add(third, shortcut(b, name, x, 4 * width, stride)));
};

const architectures: Readonly<Record<ResidualDepth, { readonly block: Block; readonly nBlocks: readonly number[] }>> = {
  18: { block: basicBlock, nBlocks: [2, 2, 2, 2] },
  50: { block: bottleneck, nBlocks: [3, 4, 6, 3] },
};

/**
 * A residual network (He, Zhang, Ren and Sun 2016) exactly as torchvision's `resnet18` and `resnet50`, with its parameter
 * names and its initial values: convolutions He normal by fan-out, the dense layer `fc` uniform in ±1/√inputs. With 1000
 * classes and 3 channels ResNet-18 has 11 689 512 trained parameters, ResNet-50 25 557 032. An input of one channel only
 * changes `conv1`. Golden: golden/networks/residual-network.json.
 *
 * @throws ArgumentError when depth or channels are others.
 */
export function residualNetwork({ depth, inputShape, nClasses }: ResidualOptions): Network {
  requireOneOf('depth', String(depth), ['18', '50'], 'residualNetwork');
  requireOneOf('channels', String(inputShape[0]), ['1', '3'], 'residualNetwork');
  const { block, nBlocks } = architectures[depth];
  return {
    name: `resnet${depth}`,
    inputShape,
    nClasses,
    build(b, x) {
      const stem = b.relu(b.batchNorm('bn1', conv(b, 'conv1', x, 64, 7, 2)));
      let y = b.maxPool(stem, { kernel: 3, stride: 2, padding: 1 });
      nBlocks.forEach((n, stage) => {
        for (let i = 0; i < n; i++) {
          y = block(b, `layer${stage + 1}.${i}`, y, 64 * 2 ** stage, stage > 0 && i === 0 ? 2 : 1);
        }
        b.mark(`layer${stage + 1}`, y);
      });
      return b.dense('fc', b.globalAveragePool(y), nClasses);
    },
  };
}
