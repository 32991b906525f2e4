import type { AuditEntry } from '../model/audit';
import { describeActor, describeEvent, type NameFramework } from './audit-words';
import { csvOf } from './csv';

/** A session's list for people: one line each, oldest first. */
export function auditAsText(title: string, entries: readonly AuditEntry[], nameOf?: NameFramework): string {
  const lines = entries.map(
    (entry) => `${entry.at}  ${describeActor(entry)}: ${describeEvent(entry.event, nameOf)}`,
  );
  return [`History of “${title}”`, '', ...lines, ''].join('\n');
}

/** A session's list as CSV (RFC 4180) with a line of names: when, who, what kind, and in words. */
export function auditAsCsv(entries: readonly AuditEntry[], nameOf?: NameFramework): string {
  const rows = entries.map((entry) => [
    entry.at,
    describeActor(entry),
    entry.event.type,
    describeEvent(entry.event, nameOf),
  ]);
  return csvOf([['at', 'by', 'event', 'description'], ...rows]);
}
