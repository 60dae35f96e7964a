import { describeConversations } from './conversations';
import { describeDialects } from './dialects';
import { describeDeadLetters } from './dead-letters';
import { describeIds } from './ids';
import { describeKcat } from './kcat';
import { describeSystem } from './describe-system';
import { describeRefusals } from './refusals';
import { describeStamping } from './stamping';
import { describeStorm } from './storm';
import { describeValidation } from './validation';

/** The main job with the built apps as processes; every byte that is sent is composed by the tests. */
describeSystem('the main job', (system) => {
  describe('every conversation', () => {
    describeConversations(system);
  });
  describe('dialects', () => {
    describeDialects(system);
  });
  describe('ids', () => {
    describeIds(system);
  });
  describeKcat(system);
  describe('stamping', () => {
    describeStamping(system);
  });
  describe('validation', () => {
    describeValidation(system);
  });
  describe('refusals', () => {
    describeRefusals(system);
  });
  describe('dead letters', () => {
    describeDeadLetters(system);
  });
  describe('a storm of hostile messages', () => {
    describeStorm(system);
  });

  it('was done without a worker exiting, and every line of every log is JSON', () => {
    expect(system().apps.map(({ exited }) => exited)).toEqual([false, false, false]);
    const strange = system().apps.flatMap(({ lines }) => lines.filter((line) => 'broken' in line || 'stderr' in line));
    expect(strange).toEqual([]);
  });
});
