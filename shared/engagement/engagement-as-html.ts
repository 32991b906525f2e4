import type { EngagementContent, Goal, Milestone, Plan, Version, Versioned } from '../model/engagement';
import { CHARTER } from './charter';
import { readAgreement, readBetweenTerms, type TermLine } from './read-terms';
import { GOAL_FIELDS, goalProblem, PLAN_FIELDS, TENSIONS } from './terms';
import { hasUnagreedChanges, latestVersion } from './versions';

/**
 * An engagement as one page to print and sign: the terms as they stand now, each with the version in which they were
 * agreed. The contact log, the client's feedback and the notes for supervision stay with the coach.
 */
export function engagementAsHtml(content: EngagementContent, printedOn: string): string {
  const { client, coach, startedOn, agreement, between, charter, goals, plan } = content;
  const planned = planParts(plan);
  const body = [
    `<h1>Coaching with ${escaped(client)}</h1>`,
    `<p>${[coach && `Coach: ${escaped(coach)}`, `since ${startedOn}`, `printed on ${printedOn}`].filter(Boolean).join(' · ')}</p>`,
    section('Coaching agreement', agreement, readAgreement(agreement.current).map(part)),
    section('Between sessions', between, readBetweenTerms(between.current).map(part)),
    section('Partnership', charter, [
      charterTable(content),
      `<p class="note">${escaped(TENSIONS.advice)}</p>`,
    ]),
    ...(planned.length === 0 ? [] : [`<section><h2>Plan</h2>${planned.join('')}</section>`]),
    ...(goals.length === 0
      ? []
      : [
          `<section><h2>Goals</h2>${goals.map((each) => goal(each, startedOn)).join('')}<p class="note">${escaped(TENSIONS.results)}</p></section>`,
        ]),
    signatures(content),
    '<p class="note">This document is the two signers’ own. It is not affiliated with or endorsed by any credentialing body.</p>',
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coaching with ${escaped(client)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

const STYLE = `
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #2a251f; background: #fff; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { margin: 2rem 0 0.25rem; font-size: 1.2rem; }
h3 { margin: 0.75rem 0 0; font-size: 1rem; } p { margin: 0.25rem 0; white-space: pre-line; }
.standing, .note { font-size: 0.875rem; color: #5b5449; } .empty { color: #5b5449; font-style: italic; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; } td { white-space: pre-line; } th, td { padding: 0.25rem; border-bottom: 1px solid #d8d1c4; text-align: left; }
td.tick { width: 4.5rem; text-align: center; } .sign { display: grid; grid-template-columns: 1fr 1fr; gap: 3rem; margin-top: 4rem; }
.sign div { border-top: 1px solid #2a251f; padding-top: 0.25rem; font-size: 0.875rem; } section { break-inside: auto; } h2, h3 { break-after: avoid; }
`;

function section<Terms>(title: string, document: Versioned<Terms>, parts: readonly string[]): string {
  return `<section><h2>${title}</h2><p class="standing">${describe(document)}</p>${parts.join('')}</section>`;
}

function describe<Terms>(document: Versioned<Terms>): string {
  const latest = latestVersion(document);
  if (!latest) return 'Not agreed yet.';
  const changed = hasUnagreedChanges(document) ? ' Changed since then; not agreed in this form.' : '';
  return `Version ${latest.number}, agreed on ${latest.agreedOn}. ${confirmations(latest)}${changed}`;
}

function confirmations<Terms>({ confirmedByCoachOn, confirmedByClientOn }: Version<Terms>): string {
  const coach = confirmedByCoachOn ? `Confirmed by the coach on ${confirmedByCoachOn}.` : '';
  const client = confirmedByClientOn ? `Confirmed by the client on ${confirmedByClientOn}.` : '';
  return [coach, client].filter(Boolean).join(' ');
}

function part({ label, text }: TermLine): string {
  return `<h3>${escaped(label)}</h3>${text.trim() === '' ? '<p class="empty">Nothing agreed.</p>' : `<p>${escaped(text)}</p>`}`;
}

function charterTable({ charter: { current } }: EngagementContent): string {
  const tick = (codes: readonly string[], code: string) => (codes.includes(code) ? 'agreed' : '–');
  const rows = CHARTER.map(
    ({ title, items }) =>
      `<tr><th>${escaped(title)}</th><th>Coach</th><th>Client</th></tr>${items
        .map(
          ({ code, text }) =>
            `<tr><td>${escaped(text)}</td><td class="tick">${tick(current.byCoach, code)}</td><td class="tick">${tick(current.byClient, code)}</td></tr>`,
        )
        .join('')}`,
  );
  return `<table>${rows.join('')}</table>`;
}

/** What is written in a plan; a method only while the client agrees to it. */
function planParts(plan: Plan): string[] {
  const agreedMethods = plan.methods.filter(
    ({ consentedOn, withdrawnOn }) => consentedOn !== null && withdrawnOn === null,
  );
  const phases = plan.phases.map(({ title, aim, from, until }) =>
    row(title || 'A phase', [aim, span(from, until)].filter(Boolean).join(' ')),
  );
  const methods = agreedMethods.map(({ name, purpose, consentedOn }) =>
    row(name || 'A method', `${purpose} Agreed to on ${consentedOn}.`.trim()),
  );
  return [
    ...PLAN_FIELDS.filter(({ name }) => plan[name].trim() !== '').map(({ name, label }) =>
      part({ label, text: plan[name] }),
    ),
    ...(phases.length === 0 ? [] : [`<h3>Phases</h3><table>${phases.join('')}</table>`]),
    ...(methods.length === 0 ? [] : [`<h3>Methods</h3><table>${methods.join('')}</table>`]),
  ];
}

function span(from: string | null, until: string | null): string {
  if (from !== null && until !== null) return `From ${from} to ${until}.`;
  if (from !== null) return `From ${from}.`;
  return until === null ? '' : `Until ${until}.`;
}

function goal(goal: Goal, startedOn: string): string {
  const dates = [`set on ${goal.setOn}`, goal.lookAgainOn && `looked at again on ${goal.lookAgainOn}`];
  const owner = { client: 'the client', coach: 'the coach', both: 'both' }[goal.owner];
  const problem = goalProblem(goal, startedOn);
  const written = GOAL_FIELDS.filter(({ name }) => goal[name].trim() !== '').map(({ name, label }) =>
    row(label, goal[name]),
  );
  const milestones = goal.milestones.map(describeMilestone).join('\n');
  return [
    `<h3>${escaped(goal.title || 'A goal')}</h3>`,
    `<p class="standing">Owned by ${owner}, ${dates.filter(Boolean).join(', ')}</p>`,
    ...(problem ? [`<p class="standing">${escaped(problem)}</p>`] : []),
    `<table>${written.join('')}${milestones && row('Milestones', milestones)}</table>`,
  ].join('');
}

function describeMilestone({ what, byWhen, reachedOn }: Milestone): string {
  const dates = [byWhen && `by ${byWhen}`, reachedOn && `reached on ${reachedOn}`].filter(Boolean);
  return [what || 'Not named', ...dates].join(', ');
}

function row(label: string, text: string): string {
  return `<tr><th>${escaped(label)}</th><td>${escaped(text)}</td></tr>`;
}

function signatures({ client, coach }: EngagementContent): string {
  return `<div class="sign"><div>${escaped(coach || 'Coach')}, date</div><div>${escaped(client)}, date</div></div>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
