import { Alert, createTheme, type MantineColorsTuple, Modal } from '@mantine/core';

/** The one accent: a deep spruce green that keeps 4.5:1 against paper and against ink. */
const spruce: MantineColorsTuple = [
  '#eaf4f1',
  '#d3e6e0',
  '#a8cfc4',
  '#79b6a6',
  '#4f9b89',
  '#2f8370',
  '#1f6e5d',
  '#17594b',
  '#10463b',
  '#0a332b',
];

/** Warm greys of paper and ink; Mantine's own greys are too blue beside spruce. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f3f0ea',
  '#e8e3da',
  '#d8d2c6',
  '#bdb5a6',
  '#968d7d',
  '#6f675a',
  '#544d43',
  '#3a352e',
  '#25211c',
];

const dark: MantineColorsTuple = [
  '#e9e6e0',
  '#cfcbc3',
  '#aaa69d',
  '#8a867e',
  '#5a5751',
  '#403e39',
  '#302e2b',
  '#252421',
  '#1c1b19',
  '#141312',
];

/** Brick, for what deletes: white on its filled shades keeps 4.5:1 in both schemes. */
const red: MantineColorsTuple = [
  '#fbeeec',
  '#f3d8d4',
  '#e6b0a9',
  '#da867c',
  '#cf6558',
  '#b94a40',
  '#a53830',
  '#8a2c26',
  '#6f221d',
  '#551814',
];

export const theme = createTheme({
  primaryColor: 'spruce',
  primaryShade: { light: 6, dark: 5 },
  autoContrast: true,
  colors: { spruce, gray, dark, red },
  fontFamily: '"Figtree Variable", system-ui, sans-serif',
  headings: { fontFamily: '"Source Serif 4 Variable", Georgia, serif', fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Alert: Alert.extend({
      // What calls for attention stands on the same paper as every other notice.
      vars: (_theme, { color }) => ({
        root:
          color === 'yellow'
            ? {
                '--alert-bg': 'var(--notice)',
                '--alert-color': 'var(--caution)',
                '--alert-bd': '1px solid var(--rule)',
              }
            : {},
      }),
    }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        // A dialog's <header> would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    }),
  },
});
