import { TextInput } from '@mantine/core';

type DayFieldProps = { label: string; value: string | null; onChange: (day: string | null) => void };

/** A day of the calendar, or none. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <TextInput
      label={label}
      type="date"
      max="9999-12-31"
      value={value ?? ''}
      onChange={({ currentTarget: { value: day } }) => onChange(day || null)}
    />
  );
}

type DatedFieldProps = { label: string; value: string; onChange: (day: string) => void };

/** A day that is always there: while it is being typed, the one before holds. */
export function DatedField({ label, value, onChange }: DatedFieldProps) {
  return (
    <TextInput
      label={label}
      type="date"
      max="9999-12-31"
      required
      withAsterisk={false}
      value={value}
      onChange={({ currentTarget: { value: day } }) => day && onChange(day)}
    />
  );
}
