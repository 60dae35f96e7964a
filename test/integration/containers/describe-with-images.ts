import { describeWith } from '../../support/describe-with';

/** A block that builds and runs images: Debian's tools do it without a daemon, but only as root. */
export function describeWithImages(name: string, suite: () => void): void {
  if (process.getuid?.() !== 0 && process.env['OMNI_TEST_REQUIRE_ALL'] !== '1') {
    console.warn(`Images are built as root: "${name}" is left out.`);
    describe.skip(name, suite);
  } else describeWith('debootstrap', name, () => describeWith('buildah', 'with buildah', suite));
}
