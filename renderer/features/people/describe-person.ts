import type { Person, Role } from '#shared/model/profile';

const ROLES: Readonly<Record<Role, string>> = {
  trainee: 'trainee coach',
  mentor: 'mentor coach',
  peer: 'peer',
};

/** What somebody says of herself beside her name: "mentor coach, PCC". */
export function describeRole({ role, credential }: Person): string {
  return credential === '' ? ROLES[role] : `${ROLES[role]}, ${credential}`;
}
