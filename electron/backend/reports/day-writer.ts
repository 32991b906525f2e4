/** Writes days in the language of the form, a calendar date without shifting it to another time zone. */
export function dayWriter(language: string): (dateOrTimestamp: string) => string {
  const style = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  return (dateOrTimestamp) => {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(dateOrTimestamp);
    const format = new Intl.DateTimeFormat(language, isDate ? { ...style, timeZone: 'UTC' } : style);
    return format.format(new Date(dateOrTimestamp));
  };
}
