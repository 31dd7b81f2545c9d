import { describe, expect, it } from 'vitest';
import { type BeforeTest, startTestSchema } from '#api';
import { screenQuestions, screenVersion } from '#study';
import { en } from '../../words/en.ts';
import { type Draft, firstDraft, startTestOf } from './draft.ts';

const before: BeforeTest = {
  consent: { textVersion: 'words 1', words: '…' },
  screen: { version: screenVersion, questions: [...screenQuestions] },
};
const person: Draft = {
  ...firstDraft,
  subject: 'S07',
  hand: 'left',
  address: 'serial:/dev/ttyACM0',
  force: 'A2',
  isAgreed: true,
  posture: ' seated ',
  screen: Object.fromEntries(screenQuestions.map(({ id }) => [id, 'no'])),
};

describe('startTestOf', () => {
  it('makes what the server takes, for a virtual arm at once and for a person with all answers', () => {
    for (const draft of [firstDraft, person, { ...person, force: '', clearedBy: 'physiotherapist' }]) {
      const sent = JSON.parse(JSON.stringify(startTestOf(draft, before)));
      expect(startTestSchema.parse(sent)).toEqual(sent);
    }
  });

  it('asks nothing of a virtual person', () => {
    expect(startTestOf(firstDraft, before)).toEqual({
      subject: 'V01',
      protocol: 'handgrip-fatigue',
      wiring: { address: 'virtual' },
    });
  });

  it('leaves out what nobody said, and a consent that stands already', () => {
    const { answers, wiring } = startTestOf(person, before);
    expect(answers?.facts).toEqual({ hand: 'left', posture: 'seated', electrodeSite: expect.any(String) });
    expect(answers?.consent).toEqual({ textVersion: 'words 1', agreed: true, maySharePseudonymised: false });
    expect(wiring.channels?.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['A1 emg', 'A2 force']);
    const known = {
      consent: { textVersion: 'words 1', givenAt: '2026-01-01', maySharePseudonymised: true },
      facts: null,
    };
    expect(startTestOf(person, before, known).answers?.consent).toBeUndefined();
  });
});

describe('the safety questions', () => {
  it('are in the English catalogue as they are asked', () => {
    const { questions, reasons } = en.test.who;
    expect(questions).toEqual(Object.fromEntries(screenQuestions.map(({ id, question }) => [id, question])));
    expect(reasons).toEqual(Object.fromEntries(screenQuestions.map(({ id, reason }) => [id, reason])));
  });
});
