import { readAgreement } from '#shared/engagement/read-terms';
import { AGREEMENT_FIELDS } from '#shared/engagement/terms';
import { TermFields } from './term-fields';
import type { EngagementPart } from './use-engagement-editor';
import { VersionBar } from './version-bar';

/** What the coaching is, and on what terms. */
export function AgreementTab({ content, edit }: EngagementPart) {
  return (
    <>
      <VersionBar
        title="Coaching agreement"
        read={readAgreement}
        document={content.agreement}
        onChange={(change) => edit((before) => ({ ...before, agreement: change(before.agreement) }))}
      />
      <TermFields
        fields={AGREEMENT_FIELDS}
        values={content.agreement.current}
        onChange={(name, text) =>
          edit(
            (before) => ({
              ...before,
              agreement: { ...before.agreement, current: { ...before.agreement.current, [name]: text } },
            }),
            `agreement ${name}`,
          )
        }
      />
    </>
  );
}
