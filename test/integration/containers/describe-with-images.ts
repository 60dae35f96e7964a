import { describeWith } from '../../support/describe-with';

/**
 * A block that builds and runs images, which takes three minutes of two cores: `npm run test:images`. Debian's tools do it
 * without a daemon, but only as root.
 */
export function describeWithImages(name: string, suite: () => void): void {
  if (process.env['OMNI_TEST_IMAGES'] === '1')
    return describeWith('debootstrap', name, () => describeWith('buildah', 'with buildah', suite));
  console.warn(`OMNI_TEST_IMAGES is not set: "${name}" is left out.`);
  describe.skip(name, suite);
}
