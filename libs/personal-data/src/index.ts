export { PERSONAL_DATA } from './personal-data-module';
export { emailsIn } from './emails';
export { findSubjects, type Searched } from './find-subjects';
export { readMasterKeys, writeMasterKeys, type MasterKeys } from './key-file';
export { MAX_SUBJECTS, PersonalData, type Opened, type Personal, type Sealed } from './personal-data';
export { mentions } from './mentions';
export { MasterKeyMissingError } from './subject-keys';
export { eraseSubject, keyIdsOfSubject, type Erasure } from './erase';
export { normalSubject, subjectHash } from './subject';
