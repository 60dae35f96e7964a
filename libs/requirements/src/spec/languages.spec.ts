import { languageOf } from '#text';
import { analyzeRequirements } from '../analyze';

describe('the language of a text', () => {
  it.each([
    ['de', 'Das Tor muss sich öffnen und der Wächter darf es nicht schließen.'],
    ['fr', 'Le portail doit s’ouvrir et le gardien ne doit pas le fermer.'],
    ['es', 'El portón debe abrirse y el guardia no puede cerrarlo.'],
    ['pt', 'O portão deve abrir e o guarda não pode fechar.'],
    ['it', 'Il cancello deve aprirsi e il guardiano non può chiuderlo.'],
    ['nl', 'De poort moet open en de wachter mag het niet sluiten.'],
    ['pl', 'Brama musi się otwierać i nie może być zamknięta.'],
    ['zh', '大门必须打开。'],
    ['ja', '門は開かなければならない。'],
    ['ru', 'Система должна открывать ворота и не может их закрывать.'],
    ['en', 'The gate must open.'],
    ['en', 'Gate list\n\n- Export CSV\n- OAuth login'],
    ['en', 'The gate must greet José in Zürich with 你好.'],
    ['en', ''],
  ])('%s: %s', (code, text) => {
    expect(languageOf(text).code).toBe(code);
  });

  it('is said, with what it means for the answer', () => {
    expect(analyzeRequirements('# 大门\n\n- 系统必须打开大门。\n', 'quick').language).toMatchObject({
      code: 'zh',
      read: 'no',
      message: expect.stringContaining('not read'),
    });
    expect(analyzeRequirements('# Gates\n\n- The gate must open.\n', 'quick').language).toMatchObject({
      read: 'full',
      message: null,
    });
  });
});

it.each([
  ['Anforderungen', 'Das Tor muss sich öffnen.', 'Der Wächter darf das Tor nicht schließen.'],
  ['Exigences', 'Le portail doit s’ouvrir.', 'Le gardien ne doit pas fermer le portail.'],
  ['Requisitos', 'El portón debe abrirse.', 'El guardia no debe cerrar el portón.'],
  ['Requisitos', 'O portão deve abrir.', 'O guarda não deve fechar o portão.'],
  ['Requisiti', 'Il cancello deve aprirsi.', 'Il guardiano non deve chiudere il cancello.'],
  ['Eisen', 'De poort moet open.', 'De wachter mag de poort niet sluiten.'],
])('under "%s" an obligation and a prohibition are found', (heading, must, mustNot) => {
  const { requirements } = analyzeRequirements(`## ${heading}\n\n- ${must}\n- ${mustNot}\n`, 'full');
  expect(requirements.map(({ text, modality }) => [text, modality])).toEqual([
    [must, 'obligation'],
    [mustNot, 'prohibition'],
  ]);
});

it.each([
  ['Als Wächter möchte ich das Tor schließen, damit niemand hereinfährt.', 'wächter', 'niemand hereinfährt'],
  ['En tant que gardien, je veux fermer le portail afin de dormir.', 'gardien', 'dormir'],
  ['Como guardia, quiero cerrar el portón para que nadie entre.', 'guardia', 'nadie entre'],
  ['Como guarda, quero fechar o portão para dormir.', 'guarda', 'dormir'],
  ['Come una guardiana, voglio chiudere il cancello per dormire.', 'guardiana', 'dormire'],
])('the story %s', (text, role, benefit) => {
  expect(analyzeRequirements(text, 'full').user_stories).toMatchObject([{ role, benefit }]);
});

it('classes a requirement by its heading or its id in these languages too', () => {
  const text =
    '## Nichtfunktionale Anforderungen\n\n- Das Tor muss in 2 Sekunden öffnen.\n\n## Sonstiges\n\n- RNF-2: O portão deve abrir depressa.\n';
  expect(analyzeRequirements(text, 'full').requirements.map(({ kind }) => kind)).toEqual([
    'non_functional',
    'non_functional',
  ]);
});
