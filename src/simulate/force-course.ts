import type { CourseStep } from './task-course.ts';

/** Force at any time from the middles of the steps of time, in a straight line between them. */
export function forceCourse(course: readonly CourseStep[], mvcN: number): (timeS: number) => number {
  const middleOf = ({ startS, durationS }: CourseStep): number => startS + durationS / 2;
  let at = 0;
  return (timeS) => {
    while (at > 0 && middleOf(course[at]) > timeS) at--;
    while (at + 1 < course.length && middleOf(course[at + 1]) <= timeS) at++;
    const [from, to] = [course[at], course[Math.min(at + 1, course.length - 1)]];
    const spanS = middleOf(to) - middleOf(from);
    const share = spanS > 0 ? Math.min(1, Math.max(0, (timeS - middleOf(from)) / spanS)) : 0;
    return mvcN * (from.forceShare + share * (to.forceShare - from.forceShare));
  };
}
