import { describeWith } from '../../support/describe-with';
import { describeCauses } from './causes';
import { describeLeastPrivilege } from './least-privilege';
import { describeRotation } from './rotation';
import { SecuredSystem } from './secured-system';

describeWith('mvn', 'on a broker and a database that let nobody in unasked', () => {
  let system: SecuredSystem;

  beforeAll(async () => {
    system = await SecuredSystem.start();
  });

  afterAll(() => system?.close());

  describe('with the permissions that omni acl prints', () => {
    describeLeastPrivilege(() => system);
  });

  describe('what is in the way', () => {
    describeCauses(() => system);
  });

  describe('what changes meanwhile', () => {
    describeRotation(() => system);
  });
});
