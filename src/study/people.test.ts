import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import {
  type Consent,
  isConsentValid,
  mayStart,
  parseConsent,
  parseScreen,
  parseSessionFacts,
  personFile,
  type SafetyScreen,
  type ScreenAnswers,
  screenQuestions,
  screenVerdict,
  statedSessionFacts,
} from './index.ts';

const allNo = Object.fromEntries(screenQuestions.map(({ id }) => [id, 'no'])) as ScreenAnswers;

describe('screenVerdict', () => {
  it('lets start where nothing speaks against it, and stops or asks for each question as it says', () => {
    expect(screenVerdict(allNo)).toMatchObject({ verdict: 'may-start', reasons: [] });
    for (const { id, ifYes, reason } of screenQuestions) {
      const said = screenVerdict({ ...allNo, [id]: 'yes' });
      expect([id, said.verdict]).toEqual([id, ifYes === 'stop' ? 'must-not' : 'ask-first']);
      expect(said.reasons).toEqual([{ id, reason }]);
      expect(screenVerdict({ ...allNo, [id]: 'unsure' }).verdict).toBe('ask-first');
    }
  });

  it('is incomplete without an answer, unless another already says no', () => {
    const { heart: _, ...rest } = allNo;
    expect(screenVerdict(rest).verdict).toBe('incomplete');
    expect(screenVerdict({ ...rest, injury: 'yes' }).verdict).toBe('incomplete');
    expect(screenVerdict({ 'pain-now': 'yes' }).verdict).toBe('must-not');
    expect(refusal(() => screenVerdict({ tired: 'yes' } as ScreenAnswers))).toContain('got tired: yes');
  });
});

const screen: SafetyScreen = {
  kind: 'myofade screen',
  version: 1,
  subject: 'S07',
  answeredAt: '2026-05-31T14:30',
  answers: { ...allNo, injury: 'yes' },
};
const consent: Consent = {
  kind: 'myofade consent',
  version: 1,
  subject: 'S07',
  textVersion: 'grip study, 2026-03-01',
  givenAt: '2026-05-31T14:20',
  maySharePseudonymised: false,
};

describe('what is stored of a person', () => {
  it('comes back from JSON as it was, and names its first fault', () => {
    const session = { kind: 'myofade session', version: 1, subject: 'S07', startedAt: '2026-05-31' } as const;
    const facts = {
      ...session,
      hand: 'left',
      posture: 'seated',
      electrodeSite: 'finger flexors',
      interElectrodeMm: 20,
    };
    const file = { file: 'x.json' };
    expect(parseScreen(JSON.stringify(screen), file)).toEqual(screen);
    expect(parseConsent(JSON.stringify(consent), file)).toEqual(consent);
    const read = parseSessionFacts(JSON.stringify(facts), file);
    expect(read).toEqual(facts);
    expect(statedSessionFacts(read)).toEqual([
      'protocol: not recorded',
      'posture: seated',
      'handle position: not recorded',
      'hand: left',
      'dominant hand: not recorded',
      'instructed by: not recorded',
      'encouragement: not recorded',
      'electrode site: finger flexors',
      'distance between electrodes: 20 mm',
    ]);
    expect(refusal(() => parseConsent('{', file))).toContain('Cannot read the consent x.json: it is not JSON.');
    expect(refusal(() => parseConsent(JSON.stringify({ ...consent, subject: 'Ann Lee' }), file))).toContain(
      'subject: must be a code such as S01',
    );
    expect(refusal(() => parseConsent(JSON.stringify({ ...consent, name: 'Ann' }), file))).toContain('name');
    expect(refusal(() => parseScreen(JSON.stringify({ ...screen, answers: { tired: 'no' } }), file))).toContain(
      'answers',
    );
    expect(refusal(() => parseSessionFacts(JSON.stringify({ ...facts, hand: 'both' }), file))).toContain('hand');
  });

  it('says whether a test may start', () => {
    expect(mayStart(screen)).toBe(false);
    expect(mayStart({ ...screen, clearedBy: 'hand surgeon' })).toBe(true);
    expect(mayStart({ ...screen, clearedBy: 'coach', answers: { ...allNo, 'pain-now': 'yes' } })).toBe(false);
    const wanted = { subject: 'S07', textVersion: consent.textVersion };
    expect(isConsentValid(consent, wanted)).toBe(true);
    expect(isConsentValid({ ...consent, withdrawnAt: '2026-06-01' }, wanted)).toBe(false);
    expect(isConsentValid(consent, { ...wanted, textVersion: 'another' })).toBe(false);
    expect(isConsentValid(consent, { ...wanted, subject: 'S08' })).toBe(false);
    expect(personFile('S07', 'consent')).toBe('sourcedata/sub-S07/sub-S07_consent.json');
  });
});
