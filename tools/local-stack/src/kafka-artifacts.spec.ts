import { parseJavaMajor } from './kafka-artifacts';

describe("Java's version", () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['openjdk version "26-ea" 2026-03-17', 26],
    ['command not found', 0],
  ])('in %s is %d', (text, major) => {
    expect(parseJavaMajor(text)).toBe(major);
  });
});
