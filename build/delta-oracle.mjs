// Answers questions about Deltas as npm quill-delta does; EmpathyLedger.Tests/Collaboration/Text compares.
// One JSON line in, one line out: {"text", "a", "b", "next", "at"} where text is a document, a and b are changes of it, next is a
// change of the text after a, and at is a position. The answers are divided by tabs, each written in one way only: names in order,
// every character but plain ASCII as \uXXXX, so that half a surrogate pair travels too.
import { createInterface } from 'node:readline';
import Delta from 'quill-delta';

const quote = text =>
  `"${text.replace(/[^ !#-\[\]-~]/g, character => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'))}"`;

const write = value =>
  typeof value === 'string' ? quote(value)
    : value === null || typeof value !== 'object' ? String(value)
      : Array.isArray(value) ? `[${value.map(write).join(',')}]`
        : `{${Object.keys(value).sort().map(name => `${quote(name)}:${write(value[name])}`).join(',')}}`;

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const [text, a, b, next] = [question.text, question.a, question.b, question.next].map(ops => new Delta(ops));
  const answers = [
    text.compose(a).ops,
    a.compose(next).ops,
    a.transform(b, true).ops,
    a.transform(b, false).ops,
    a.invert(text).ops,
    text.slice(Math.min(question.at, 3), question.at).ops,
    a.transformPosition(question.at, true),
    a.transformPosition(question.at, false),
    a.length(),
    a.changeLength(),
  ];
  process.stdout.write(answers.map(write).join('\t') + '\n');
}
