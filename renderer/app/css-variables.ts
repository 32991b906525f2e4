import type { CSSVariablesResolver } from '@mantine/core';

/** Puts Mantine's own surfaces and quiet texts on paper and ink instead of white and blue-grey. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#faf8f5',
    '--mantine-color-text': '#2a251f',
    '--mantine-color-dimmed': '#665e52',
    '--mantine-color-placeholder': '#6f675a',
    '--mantine-color-anchor': '#1a5f50',
    '--mantine-color-error': '#a02d2d',
    '--mantine-color-default': '#fffefb',
    '--mantine-color-default-hover': '#f3efe7',
    '--mantine-color-default-border': '#cfc7b9',
    '--mantine-color-default-color': '#2a251f',
  },
  dark: {
    '--mantine-color-body': '#1c1b19',
    '--mantine-color-text': '#e9e6e0',
    '--mantine-color-dimmed': '#b0aca3',
    '--mantine-color-placeholder': '#9a968d',
    '--mantine-color-anchor': '#7cc7b5',
    '--mantine-color-error': '#f29a94',
    '--mantine-color-red-light-color': '#f29a94',
    '--mantine-color-default': '#262522',
    '--mantine-color-default-hover': '#302e2b',
    '--mantine-color-default-border': '#4a4741',
    '--mantine-color-default-color': '#e9e6e0',
  },
});
