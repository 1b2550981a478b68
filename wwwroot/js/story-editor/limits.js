// The same numbers as EmpathyLedger.Core/Stories/DraftLimits.cs; a test compares them. The server decides, these only
// let the page speak before it is asked.
export const limits = {
  bodyCharacters: 1200000,
  transcriptCharacters: 1200000,
  titleCharacters: 300,
  summaryCharacters: 2000,
  lineCharacters: 200,      // told when, told to, place, a person's name
  themeCharacters: 60,
  themes: 20,
  people: 200,
  linkCharacters: 2000,
};
