import { expect, test } from 'vitest';
import { channelInWords, deliveryInWords, eventInWords, happenedInWords } from './words';

test('names channels as the API and as the socket spell them', () => {
  expect(channelInWords('CHANNEL_KIND_SLACK_WEBHOOK')).toBe('Slack webhook');
  expect(channelInWords('sms')).toBe('SMS');
  expect(channelInWords('carrier_pigeon')).toBe('carrier_pigeon');
  expect(channelInWords(undefined)).toBe('not known');
});

test('a delivery is as its receipt and its rate have it', () => {
  expect(deliveryInWords({ state: 'DELIVERY_STATE_SENT', receipt: 'RECEIPT_DELIVERED' })[0]).toBe(
    'delivered',
  );
  expect(deliveryInWords({ state: 'DELIVERY_STATE_SENT' })[0]).toBe('sent');
  expect(deliveryInWords({ state: 'DELIVERY_STATE_PENDING', held: 'the rate' })[0]).toBe('held');
  expect(deliveryInWords({ state: 'DELIVERY_STATE_DEAD', held: 'the rate' })[0]).toBe('given up');
});

test('tells events in words, those not known by their name', () => {
  expect(happenedInWords('outcome_unknown')).toEqual(['outcome not known', 'warning']);
  expect(happenedInWords('spoken_to')).toEqual(['spoken to', 'neutral']);
  expect(eventInWords('EVENT_KIND_PAGE')).toBe('page');
});
