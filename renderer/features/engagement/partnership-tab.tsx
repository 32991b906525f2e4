import { Checkbox } from '@mantine/core';
import { CHARTER, CHARTER_CODES } from '#shared/engagement/charter';
import { readCharter } from '#shared/engagement/read-terms';
import { TENSIONS } from '#shared/engagement/terms';
import classes from './engagement.module.css';
import type { EngagementPart } from './use-engagement-editor';
import { VersionBar } from './version-bar';

/** Who is responsible for what, agreed item by item by both. */
export function PartnershipTab({ content, edit }: EngagementPart) {
  const { current } = content.charter;
  const agreedByBoth = CHARTER_CODES.filter(
    (code) => current.byCoach.includes(code) && current.byClient.includes(code),
  ).length;

  function toggle(side: 'byCoach' | 'byClient', code: string): void {
    edit((before) => {
      const { current: terms } = before.charter;
      const codes = terms[side].includes(code)
        ? terms[side].filter((other) => other !== code)
        : [...terms[side], code];
      return { ...before, charter: { ...before.charter, current: { ...terms, [side]: codes } } };
    });
  }

  return (
    <>
      <VersionBar
        title="Partnership"
        read={readCharter}
        document={content.charter}
        onChange={(change) => edit((before) => ({ ...before, charter: change(before.charter) }))}
      />
      <p role="status" className={classes.facts}>
        {agreedByBoth} of {CHARTER_CODES.length} agreed by both
      </p>
      {CHARTER.map(({ title, items }) => (
        <table key={title} className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className={classes.side}>
                Coach agrees
              </th>
              <th scope="col" className={classes.side}>
                Client agrees
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ code, text }) => (
              <tr key={code}>
                <th scope="row" className={classes.item}>
                  {text}
                </th>
                <td>
                  <Checkbox
                    aria-label={`The coach agrees: ${text}`}
                    checked={current.byCoach.includes(code)}
                    onChange={() => toggle('byCoach', code)}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={`The client agrees: ${text}`}
                    checked={current.byClient.includes(code)}
                    onChange={() => toggle('byClient', code)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className={classes.tension}>{TENSIONS.advice}</p>
    </>
  );
}
