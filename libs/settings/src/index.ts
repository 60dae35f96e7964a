export { httpSpec, type HttpConfig } from './http-spec';
export { publicKeyFiles, signingKeyFile } from './key-parsers';
export { personalDataSpec, type PersonalDataConfig } from './personal-data-spec';
