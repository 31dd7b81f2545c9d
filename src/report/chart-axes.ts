import { ink } from './palette.ts';

/** The look that all axes of charts share: faint grid, soft labels, name in the middle. */
export const axisLook = {
  axisLine: { show: false, lineStyle: { color: ink.line } },
  axisTick: { show: false },
  axisLabel: { color: ink.soft, fontSize: 11 },
  splitLine: { lineStyle: { color: ink.faint } },
  nameLocation: 'middle',
  nameTextStyle: { color: ink.text, fontSize: 12 },
} as const;

/** An axis of shares from 0 to 1: the same in every figure, so that figures compare. */
export function shareAxis(name: string, nameGap = 0): object {
  return { ...axisLook, type: 'value', min: 0, max: 1, interval: 0.25, name, nameGap };
}
