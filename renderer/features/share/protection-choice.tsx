import { Checkbox, Radio, Stack } from '@mantine/core';
import type { Protection } from '#shared/api-contract/exchange-contract';
import { PassphraseField } from '../../ui/passphrase-field';
import classes from './protection-choice.module.css';
import type { ChosenProtection } from './use-protection-choice';

/** Who can open the package: the people it is for, whoever has the passphrase, or everybody. */
export function ProtectionChoice({ chosen }: { chosen: ChosenProtection }) {
  const { choice, change, contacts } = chosen;
  return (
    <div>
      <Radio.Group
        label="Who can open it"
        value={choice.type}
        onChange={(type) => change({ type: type as Protection['type'] })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="contacts"
            label="Only the people I choose"
            description={
              contacts.length > 0
                ? 'It opens in their Concordance by itself, and nowhere else.'
                : 'For this, add their card under People first.'
            }
            disabled={contacts.length === 0}
          />
          <Radio
            value="passphrase"
            label="Whoever has the passphrase"
            description="Tell it by voice, not beside the package."
          />
          <Radio
            value="none"
            label="Everybody who gets hold of it"
            description="It is not encrypted: hand it over in a way you trust."
          />
        </Stack>
      </Radio.Group>
      {choice.type === 'contacts' && contacts.length > 0 && (
        <Checkbox.Group
          aria-label="People who can open it"
          className={classes.part}
          value={[...choice.profileIds]}
          onChange={(profileIds) => change({ profileIds })}
        >
          <Stack gap={6}>
            {contacts.map(({ person, verifiedAt }) => (
              <Checkbox
                key={person.profileId}
                value={person.profileId}
                label={person.name}
                description={verifiedAt === null ? 'You have not compared the fingerprint yet.' : undefined}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {choice.type === 'passphrase' && (
        <div className={classes.part}>
          <PassphraseField value={choice.passphrase} onChange={(passphrase) => change({ passphrase })} />
        </div>
      )}
    </div>
  );
}
