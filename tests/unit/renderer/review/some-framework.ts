import { type Framework, frameworkSchema } from '#shared/model/framework';

/** Two competencies with two lines each on one scale. */
export const someFramework: Framework = frameworkSchema.parse({
  schemaVersion: 1,
  id: 'two-by-two',
  edition: '1',
  language: 'en',
  title: 'Two by two',
  sourceNote: 'For tests.',
  scales: [
    {
      id: 'depth',
      title: 'Depth',
      values: [
        { id: 'faint', label: 'Faint', anchor: 'Hardly there.' },
        { id: 'clear', label: 'Clear', anchor: 'There for all to hear.' },
      ],
    },
  ],
  domains: [
    {
      id: 'together',
      title: 'Together',
      competencies: [
        {
          code: 'A',
          title: 'Agreeing',
          scaleId: 'depth',
          indicators: [
            { code: 'A.1', text: 'The topic is asked for.' },
            { code: 'A.2', text: 'The outcome is asked for.' },
          ],
        },
      ],
    },
    {
      id: 'apart',
      title: 'Apart',
      competencies: [
        {
          code: 'B',
          title: 'Closing',
          scaleId: 'depth',
          indicators: [
            { code: 'B.1', text: 'The end is announced.' },
            { code: 'B.2', text: 'The client has the last word.' },
          ],
        },
      ],
    },
  ],
});
