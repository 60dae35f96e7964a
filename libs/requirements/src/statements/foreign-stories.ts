import type { StoryParts } from './stories';

/** The story templates of German, French, Spanish, Portuguese, Italian and Dutch: role, wish, benefit. */
const TEMPLATES: readonly RegExp[] = [
  /^als (?:eine?r? |der |die )?([^,.]{2,80}?),? (?:möchte|will|kann|brauche|wünsche) (?:ich|wir)(?: mir)?,? (.{2,300}?)(?:,? (?:damit|sodass|so dass|um) (.{2,200}))?$/iu,
  /^en tant qu(?:e |['’])(?:une? |le |la )?([^,.]{2,80}?),? (?:je|nous) (?:veux|voulons|souhaite|souhaitons|voudrais|peux|dois pouvoir) (.{2,300}?)(?:,? (?:afin (?:de|que|d['’])|pour(?: que)?) ?(.{2,200}))?$/iu,
  /^como (?:una? |un |uma? |o |a |el |la )?([^,.]{2,80}?),? (?:yo )?(?:quiero|queremos|necesito|deseo|puedo|quisiera|(?:eu )?quero|queremos|preciso|desejo|gostaria de|posso) (.{2,300}?)(?:,? (?:para(?: que| poder)?|de modo que|a fin de|a fim de) (.{2,200}))?$/iu,
  /^come (?:un['’]? ?|una |il |la )?([^,.]{2,80}?),? (?:voglio|vogliamo|vorrei|desidero|posso) (.{2,300}?)(?:,? (?:per|affinché|così da|in modo da) (.{2,200}))?$/iu,
  /^als (?:een |de )?([^,.]{2,80}?),? (?:wil|willen|kan|moet) (?:ik|wij|we) (.{2,300}?)(?:,? (?:zodat|om) (.{2,200}))?$/iu,
];

/** A story in one of these languages, or null. */
export function foreignStory(text: string): StoryParts | null {
  const plain = text.replace(/^\W{0,4}/u, '').replace(/[.;\s]+$/u, '');
  for (const template of TEMPLATES) {
    const [, role, goal, benefit] = template.exec(plain) ?? [];
    if (role !== undefined && goal !== undefined)
      return { role: role.trim().toLowerCase(), goal: goal.trim(), benefit: benefit?.trim() ?? null };
  }
  return null;
}
