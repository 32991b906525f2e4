import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SharedRecord } from '#shared/history/shared-record';
import { compareMoments, type Moment } from '#shared/model/moment';
import { MomentsInOrder } from '../../../renderer/review-editing/moments-in-order';
import { momentsById, someMoment } from './review/some-moment';

const moments = fc
  .record({ number: fc.integer({ min: 1, max: 300 }), startMs: fc.integer({ min: 0, max: 40 }) })
  .map(({ number, startMs }) => someMoment(number, { startMs }));

it('is what sorting would give after every edit, also after those that change many at once', () => {
  const edits = fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.array(moments, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(moments, { minLength: 120, maxLength: 250 }) },
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(fc.array(moments), edits, (start, steps) => {
      let record = SharedRecord.of<Moment>(momentsById(...start));
      const inOrder = new MomentsInOrder(record);
      for (const step of steps) {
        for (const moment of step) {
          record = moment.startMs % 3 === 0 ? record.without(moment.id) : record.with(moment.id, moment);
        }
        inOrder.follow(record);
        expect(inOrder.list).toEqual(record.values().toSorted(compareMoments));
      }
    }),
  );
});

it('is the same list as long as no moment changes', () => {
  const record = SharedRecord.of<Moment>(momentsById(someMoment(2), someMoment(1)));
  const inOrder = new MomentsInOrder(record);
  const before = inOrder.list;
  inOrder.follow(record.with(someMoment(3).id, someMoment(3)).without(someMoment(3).id));
  expect(inOrder.list).toBe(before);
});
