/** Where the payload classes are written, with the docstrings that become descriptions. */
export const PAYLOADS_FOLDER = 'libs/contracts/src';
