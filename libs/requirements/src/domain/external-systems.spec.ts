import { readDocument } from '../document/read-document';
import { externalSystems, productMentions } from './external-systems';

const names = (text: string): string[] => productMentions(text).map(({ name }) => name);

describe('names of outside systems', () => {
  it.each([
    ['Store events in postgres and publish them to kafka', ['PostgreSQL', 'Kafka']],
    ['Use Redis/Kafka', ['Redis', 'Kafka']],
    ['Files are kept in S3.', ['Amazon S3']],
    ['Send alerts to Slack', ['Slack']],
    ['Slack notifications are optional', ['Slack']],
    ['The worker is written in Go', ['Go']],
    ['Payments go through Stripe', ['Stripe']],
    ['GitHub Actions builds what is on GitHub', ['GitHub Actions', 'GitHub']],
    ['Read secrets from Vault', ['Vault']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    'Users go to the next page',
    'Go live is in spring',
    'Spring release',
    'Segment users by age',
    'Slack time is reserved for the team',
    'Stripe the rows of the table',
    'zoom into the map',
    'Teams on the floor use it',
    'Express delivery must be offered',
    'Every workday the box is emptied into the vault',
    'constructor __proto__ toString',
    'redistribute the kafkaesque apples',
  ])('ordinary words: %s', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('are looked for where they are wanted, and known as items of a list', () => {
    const text =
      '## Dependencies\n- Linear\n- Notion: meeting notes\n- Acme Billing API\n- Django\n## Out of Scope\n- Kafka\n';
    expect(externalSystems(readDocument(text)).map(({ name, category }) => [name, category])).toEqual([
      ['Linear', 'issue_tracking'],
      ['Notion', 'productivity'],
      ['Acme Billing API', 'api'],
    ]);
  });
});
