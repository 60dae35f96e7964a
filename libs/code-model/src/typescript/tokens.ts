import { setOf } from '#text';

/** What a source is cut into to measure its nesting; the patterns are sticky and match in linear time. */
export const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*|[0-9][\p{ID_Continue}$.]*/uy;
export const BLANKS = /\s+/uy;
export const LINE_COMMENT = /\/\/[^\r\n\u2028\u2029]*/y;
export const STRING = /"(?:[^"\\\r\n]|\\[^])*"?|'(?:[^'\\\r\n]|\\[^])*'?/y;
export const FLAGS = /[\p{ID_Continue}]*/uy;
export const OPERATOR = /=>|\?\.|\?\?=?|[=!]==?|&&=?|\|\|=?|\*\*=?|[+-]{1,2}=?|<=|>=|<\/|\/>|[*/%&|^]=|[^]/uy;
export const ATTRIBUTE_VALUE = /["'{]/y;

export const HEAD_WORDS = setOf('if while for with switch catch');
/** After these a statement begins, whatever stood before. */
export const STATEMENT_WORDS = setOf('break case const continue let return throw var');
/** These go on with what stood before, be it on another line. */
export const CONTINUING_WORDS = setOf('as else extends from implements in instanceof is of satisfies');
/** These need something after them, be it on another line. */
export const PREFIX_WORDS = setOf(
  'async await asserts delete do else extends infer keyof new readonly typeof unique void yield as case class in instanceof is of return satisfies throw',
);
/** Of all words, those that put what follows one level deeper. */
export const LINK_WORDS = setOf(
  'await delete do extends infer keyof new readonly typeof unique void yield for if while with',
);
export const PREFIX_OPERATORS = setOf('! ~ + - ++ --');
