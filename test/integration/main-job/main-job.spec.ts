import { describeConversations } from './conversations';
import { describeDialects } from './dialects';
import { describeDeadLetters } from './dead-letters';
import { describeIds } from './ids';
import { onStage } from './on-stage';
import { describeRefusals } from './refusals';
import { describeStamping } from './stamping';
import { describeStorm } from './storm';
import { describeValidation } from './validation';

jest.setTimeout(60_000);

/** The main job with the built apps as processes; every byte that is sent is composed by the tests. */
onStage('the main job', (stage) => {
  describe('every conversation', () => {
    describeConversations(stage);
  });
  describe('dialects', () => {
    describeDialects(stage);
  });
  describe('ids', () => {
    describeIds(stage);
  });
  describe('stamping', () => {
    describeStamping(stage);
  });
  describe('validation', () => {
    describeValidation(stage);
  });
  describe('refusals', () => {
    describeRefusals(stage);
  });
  describe('dead letters', () => {
    describeDeadLetters(stage);
  });
  describe('a storm of hostile messages', () => {
    describeStorm(stage);
  });

  it('was done without a worker exiting, and every line of every log is JSON', () => {
    expect(stage().apps.map(({ exited }) => exited)).toEqual([false, false, false]);
    const strange = stage().apps.flatMap(({ lines }) => lines.filter((line) => 'broken' in line || 'stderr' in line));
    expect(strange).toEqual([]);
  });
});
