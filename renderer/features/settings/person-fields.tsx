import { Radio, Stack, TextInput } from '@mantine/core';
import { type Role, roleSchema } from '#shared/model/profile';
import type { PersonInput } from '../../app/profile-actions';

const ROLES: Readonly<Record<Role, { label: string; description: string }>> = {
  trainee: {
    label: 'A trainee coach',
    description: 'You review your own sessions and share them with a mentor.',
  },
  mentor: { label: 'A mentor coach', description: 'You review sessions of others and send your view back.' },
  peer: { label: 'A peer', description: 'You review sessions together with others in a group.' },
};

type PersonFieldsProps = {
  person: PersonInput;
  nameError?: string | undefined;
  onChange: (changes: Partial<PersonInput>) => void;
};

/** Who the user is: the same fields at the first start and in the settings. */
export function PersonFields({ person, nameError, onChange }: PersonFieldsProps) {
  return (
    <Stack gap="lg">
      <TextInput
        label="Your name"
        description="As it stands on your reviews and packages."
        required
        autoComplete="name"
        maxLength={120}
        value={person.name}
        error={nameError}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Radio.Group
        label="You are"
        value={person.role}
        onChange={(value) => onChange({ role: roleSchema.parse(value) })}
      >
        <Stack gap={8} mt={8}>
          {roleSchema.options.map((role) => (
            <Radio key={role} value={role} label={ROLES[role].label} description={ROLES[role].description} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label="Credential (optional)"
        description="As you wish to be named, for instance “PCC”. It is not checked."
        maxLength={60}
        value={person.credential ?? ''}
        onChange={(event) => onChange({ credential: event.currentTarget.value })}
      />
    </Stack>
  );
}
