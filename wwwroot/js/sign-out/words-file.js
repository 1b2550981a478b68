// What somebody takes along: a page of their words that any browser opens, without anything from elsewhere in it.

/** @param stories [{ body, transcript, fields }] as editors keep them; @param now of the day that is written on it */
export function wordsPage(stories, now = new Date()) {
  const day = now.toLocaleDateString('en-AU', { day: 'numeric', month: 'long', year: 'numeric' });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What I wrote, ${day}</title>
<style>
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 1.2em/1.7 Georgia, "Times New Roman", serif; }
h1, h2, h3 { line-height: 1.3; }
article { border-top: 1px solid; margin-top: 3em; }
</style>
</head>
<body>
<h1>What I wrote</h1>
<p>Kept on ${day}. These words were not saved in the portal yet when this page was made.</p>
${stories.map(storyPart).join('\n')}
</body>
</html>
`;
}

export function wordsFileName(now = new Date()) {
  const two = number => String(number).padStart(2, '0');
  return `what-i-wrote-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.html`;
}

function storyPart({ body, transcript, fields = {} }) {
  const said = linesOf(textOf(transcript));
  return [
    '<article>',
    `<h2 dir="auto">${escaped(fields.title?.trim() || 'A story without a title')}</h2>`,
    ...linesOf(fields.summary ?? ''),
    ...linesOf(textOf(body)),
    ...(said.length > 0 ? ['<h3>What was said in the recording</h3>', ...said] : []),
    '</article>',
  ].join('\n');
}

function textOf(delta) { return (delta?.ops ?? []).map(({ insert }) => (typeof insert === 'string' ? insert : '')).join(''); }

function linesOf(text) { return text.split('\n').filter(line => line.trim() !== '').map(line => `<p dir="auto">${escaped(line)}</p>`); }

function escaped(text) { return text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]); }
