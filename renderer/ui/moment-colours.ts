/**
 * Colours of the kinds of moment: one hue each, in the order in which kinds are listed, chosen to stay apart for the
 * common forms of colour blindness by differing in lightness as well. Colour never stands alone: every use also has
 * a label or a lane. A framework's own kinds go round again.
 */
const LIGHT = [
  '#1f6e5d',
  '#b4531a',
  '#2f5fa8',
  '#8a5fb0',
  '#7a5a12',
  '#0f7f95',
  '#a53860',
  '#55606b',
  '#6a7a1c',
];
const DARK = [
  '#5fc2aa',
  '#ee9a62',
  '#86b0f0',
  '#c5a3e6',
  '#d8b75a',
  '#5fcbe0',
  '#f08fb0',
  '#b3bec9',
  '#bfd06a',
];

/** The colour of the kind at a place in the list of kinds; readable as text on the scheme's background (4.5:1). */
export function kindColour(kindIndex: number, scheme: 'light' | 'dark'): string {
  const colours = scheme === 'dark' ? DARK : LIGHT;
  return colours[((kindIndex % colours.length) + colours.length) % colours.length] as string;
}
