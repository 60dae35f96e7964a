import { createHmac } from 'node:crypto';

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** A subject as it is asked for and as messages name it: e-mail addresses are the same in any case. */
export function normalSubject(subject: string): string {
  return EMAIL.test(subject) ? subject.toLowerCase() : subject;
}

/** What a subject is known by where its name must not be: the same in every database whose programs have the same index key. */
export function subjectHash(indexKey: Buffer, subject: string): Buffer {
  return createHmac('sha256', indexKey).update(normalSubject(subject)).digest();
}
