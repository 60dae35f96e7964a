import { ANNOTATION_PAIRS } from './annotation-pairs';
import { ARRAY_PAIRS } from './array-pairs';
import { CONTENT_PAIRS } from './content-pairs';
import { MEMBER_PAIRS } from './member-pairs';
import { NAME_PAIRS } from './name-pairs';
import { NUMBER_PAIRS } from './number-pairs';
import { REFERENCE_PAIRS } from './reference-pairs';
import { DOCUMENTED_PAIRS } from './documented-pairs';
import { TEXT_PAIRS } from './text-pairs';
import { TYPE_PAIRS } from './type-pairs';
import { UNION_PAIRS } from './union-pairs';

export const PAIRS = [
  ...DOCUMENTED_PAIRS,
  ...CONTENT_PAIRS,
  ...MEMBER_PAIRS,
  ...NAME_PAIRS,
  ...TYPE_PAIRS,
  ...NUMBER_PAIRS,
  ...TEXT_PAIRS,
  ...ANNOTATION_PAIRS,
  ...ARRAY_PAIRS,
  ...REFERENCE_PAIRS,
  ...UNION_PAIRS,
];
