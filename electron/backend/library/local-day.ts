/** The day as the user's own clock has it: in the evening it may differ from the day in UTC. */
export function calendarDateHere(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')}`;
}
