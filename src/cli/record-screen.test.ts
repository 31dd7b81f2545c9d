import { describe, expect, it } from 'vitest';
import type { SessionView } from '#live';
import { liveSession } from '#live';
import { builtInProtocol } from '#protocol';
import { memoryStore, virtualTest } from '../live/check-session.ts';
import { recordScreen } from './record-screen.ts';

/** Views of a test at some moments of it. */
async function viewsAt(momentsS: readonly number[]): Promise<SessionView[]> {
  const views: SessionView[] = [];
  const session = liveSession({
    ...virtualTest(3),
    protocol: builtInProtocol('maximal-12x3'),
    store: memoryStore(),
    isUnattended: true,
    onUpdate: ({ atS }) => {
      if (views.length < momentsS.length && atS >= momentsS[views.length]) views.push(session.view());
    },
  });
  await session.run();
  return [...views, session.view()];
}

const options = {
  columns: 100,
  rows: 30,
  title: 'S07 · session 1',
  typed: '',
  paint: (_: string, text: string) => text,
};

describe('recordScreen', async () => {
  const [rest, squeeze, end] = await viewsAt([5, 13.5]);

  it('shows a rest', () => {
    expect(recordScreen(rest, options).join('\n')).toMatchInlineSnapshot(`
      "SIMULATED · S07 · session 1

        ███  ████ █     ██  █   █       ██     ██   ██
        █  █ █    █    █  █  █ █       █  █ █ █  █ █  █
        ███  ███  █    ████   █        █  █   █  █  ██
        █ █  █    █    █  █  █ █       █  █ █ █  █ █  █
        █  █ ████ ████ █  █ █   █       ██     ██   ██

        Relax. Let go.

        Effort    ······················································································
                  0 N
        20 s                                                                                            
        EMG 6 s      ▅▄▅▅▄▃▅▅▄▆▅▅▅▄▃▅▄▄▅▅▄▅▄▅▄▅▄▄▅▅▅▅▅▄▆▄▄▄▆▄▄▅▅▄▅▆▅▄▄▄▅▅▄▄▄▅▆▅▄▄▅▆▄▅▅▆▃▄▄▅▆▅▄▄▄▅▄▅▅▄▄▄▆

        
        ✓ Signal   ✗ Mains hum   ✓ Clipping   ✓ Movement   ✓ Lost samples
        Run the computer on battery, renew the electrodes and the ground, and keep cables off mains leads;
        RMS 0.006 mV · MDF 149 Hz
        
        Space pause · r repeat · s cut this rest short · p pain, stop · q abort
        ● recording exercise 0:03 · 0 samples lost · Virtual person S01 (SIMULATED) · next: As hard as you"
    `);
  });

  it('shows a squeeze with its force', () => {
    expect(recordScreen(squeeze, options).join('\n')).toMatchInlineSnapshot(`
      "SIMULATED · S07 · session 1

         ███  ██  █  █ ████ ████ ████ ████       ██     ██  ███
        █    █  █ █  █ █    █      █  █         █  █ █ █  █    █
         ██  █  █ █  █ ███  ███   █   ███       █  █   █  █  ██
           █ █ █  █  █ █    █    █    █         █  █ █ █  █ █
        ███   █ █  ██  ████ ████ ████ ████       ██     ██  ████

        As hard as you can, and hold it!

        Effort    ██████████████████████████████████████████████████████████████████████████████········
                  337 N
        20 s                                                                                      ▁▇▇▇▇▇
        EMG 6 s                                                                           ▄▃▆▅▆▇█▇█▅▆▅▇▄

        
        ✓ Signal   ✗ Mains hum   ✓ Clipping   ✗ Movement   ✓ Lost samples
        Run the computer on battery, renew the electrodes and the ground, and keep cables off mains leads;
        RMS 0.476 mV · MDF 74 Hz
        
        Space pause · r repeat · p pain, stop · q abort
        ● recording exercise 0:12 · 0 samples lost · Virtual person S01 (SIMULATED) · next: Relax. Let go."
    `);
  });

  it('shows the end', () => {
    expect(recordScreen(end, options).join('\n')).toMatchInlineSnapshot(`
      "SIMULATED · S07 · session 1

        ███   ██  █  █ ████
        █  █ █  █ ██ █ █
        █  █ █  █ █ ██ ███
        █  █ █  █ █  █ █
        ███   ██  █  █ ████

        The test is over. Thank you.

        Effort    ······················································································
                  0 N
        20 s                             ▁▅▅▅▅▅▅▅▅▅▅▅▅▃                  ▁▅▅▅▅▅▅▅▅▅▅▅▅▂                 
        EMG 6 s              ▇▄▇▇▇▇▅▅▆▅▇▇▅█▇▆▆▃▁                                                        

        Well done.
        ✓ Signal   ✗ Mains hum   ✓ Clipping   ✓ Movement   ✓ Lost samples
        Run the computer on battery, renew the electrodes and the ground, and keep cables off mains leads;
        RMS 0.006 mV · MDF 118 Hz · MDF +1.53 %/s in this effort
        
        
        ○ not recording · 0 samples lost · Virtual person S01 (SIMULATED)"
    `);
  });

  it('fits small terminals, most important first', () => {
    const rows = recordScreen(squeeze, { ...options, columns: 60, rows: 12 });
    expect(rows).toHaveLength(12);
    expect(rows.join('\n')).toContain('█');
    for (const row of recordScreen(squeeze, { ...options, columns: 60 }))
      expect(row.length, row).toBeLessThanOrEqual(60);
  });
});
