// The same numbers as EmpathyLedger.Core/Stories/DraftLimits.cs; a test compares them. The server decides, these only
// let the page speak before it is asked.
export const limits = {
  bodyCharacters: 1200000,
  transcriptCharacters: 1200000,
  titleCharacters: 300,
  summaryCharacters: 2000,
  toldWhenCharacters: 120,
  lineCharacters: 200,      // told to, place, a person's name
  languageCharacters: 35,
  themeCharacters: 60,
  themes: 30,
  warningCharacters: 100,
  warnings: 12,
  people: 80,
  linkCharacters: 2000,
};
