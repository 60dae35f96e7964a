import { compileCheck, type Check, type PayloadClass } from './schemas';

const memo = new Map<PayloadClass, Check>();

/** The compiled check of a DTO class, compiled on first use. */
export function checkOf(payload: PayloadClass): Check {
  let check = memo.get(payload);
  if (check === undefined) {
    check = compileCheck(payload);
    memo.set(payload, check);
  }
  return check;
}
