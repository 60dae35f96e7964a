import fc from 'fast-check';
import { classifyRequirement } from './classify';

describe('telling functions from qualities', () => {
  it.each([
    'The shop shall send a receipt to the buyer.',
    'Members can cancel a booking until the evening before.',
    'The scheduler shall calculate the next run from the last one.',
    'The archive must allow clerks to search letters by date.',
    'Export the guest list as CSV',
    'Invoices shall be printed in the evening.',
  ])('functional: %s', (sentence) => {
    expect(classifyRequirement(sentence)).toMatchObject({ functional: true, quality: null });
  });

  it.each([
    ['Pages shall load within 2 seconds.', 'performance'],
    ['The service must be available 99.9% of the time.', 'availability'],
    ['Passwords must be encrypted at rest.', 'security'],
    ['Only accountants shall see salaries.', 'security'],
    ['The form shall be easy to use without training.', 'usability'],
    ['The site shall use the colors of the brand.', 'look_and_feel'],
    ['The backend must handle 10,000 concurrent users.', 'scalability'],
    ['The product shall comply with local tax law.', 'legal'],
    ['The code shall be modular so that new modules can be added.', 'maintainability'],
    ['The importer shall recover from a crash without loss of data.', 'fault_tolerance'],
    ['The client shall be portable to Android and iOS.', 'portability'],
    ['The product shall run on the existing hardware.', 'operational'],
  ])('a quality: %s', (sentence, quality) => {
    expect(classifyRequirement(sentence)).toMatchObject({ functional: false, quality });
  });

  it('believes the heading before the words, and says so', () => {
    const sentence = 'The shop shall send a receipt to the buyer.';
    expect(classifyRequirement(sentence, 'Security')).toMatchObject({ functional: false, quality: 'security' });
    expect(classifyRequirement('Pages shall load within 2 seconds.', '3.1 Functional Requirements').functional).toBe(
      true,
    );
    expect(classifyRequirement(sentence, 'Security').evidence[0]).toBe('heading: security');
    expect(classifyRequirement(sentence, 'Chapter two')).toEqual(classifyRequirement(sentence));
  });

  it('names what it found, with weights', () => {
    expect(classifyRequirement('Pages shall load within 2 seconds.').evidence).toContain(
      'performance +2 within 2 seconds',
    );
  });

  it('does not mind case nor blanks, and answers any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(classifyRequirement(`  ${text} \n`)).toEqual(classifyRequirement(text));
      }),
    );
    expect(classifyRequirement('PAGES SHALL LOAD WITHIN 2 SECONDS.').quality).toBe('performance');
  });
});
