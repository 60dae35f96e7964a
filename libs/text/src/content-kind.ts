/** Lines of a text beyond are not looked at. */
const MAX_LINES = 400;

/** Begins or ends as only code does, in one of the languages that are read here. */
const CODE_LINE =
  /^\s*(?:from [\w.]+ import |import [\w.{*"'@]|(?:async )?def \w+\(|class \w+[(:\s{]|@\w+|return\b|raise |try:|except\b|if .*[:{]$|el(?:if|se)\b.*[:{]$|for .*[:{]$|while .*[:{]$|with .*:$|(?:export|const|let|var|function|interface|public|private|async|await) |[\w.[\]]+\s*(?::\s*[\w.[\], |]+)?\s*[-+*/|&]?=[^=>]|[\w.]+\(.*\)?[;,:]?$|[)\]}]+[;,:]?$|"""|'''|\/[/*]|\*\/)/;

/** Begins as only prose or markdown does. */
const PROSE_LINE = /^\s*(?:#{1,6} |[-*+] \S|\d+[.)] |> |\|.*\||[A-Z][a-z]+(?: [\w,'-]+){4,}[.:]?$)/;

/**
 * What a text that is only called content is. Code when most of its telling lines are; headings, lists and sentences
 * speak for a document. Comments and blank lines tell nothing.
 */
export function contentKind(text: string): 'code' | 'document' {
  let code = 0;
  let prose = 0;
  for (const line of text.split(/\r\n|\r|\n/, MAX_LINES)) {
    const short = line.slice(0, 200);
    if (PROSE_LINE.test(short)) prose += 1;
    else if (CODE_LINE.test(short)) code += 1;
  }
  return code >= 2 && code > 2 * prose ? 'code' : 'document';
}
