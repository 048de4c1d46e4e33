import { asObject, asText } from '../transport/json-fields.js';
import { figure } from './sample.js';
import type { Price } from './saving.js';

/** Reads `GET /api/console/settings`; undefined when it is no such answer. */
export function readPrice(json: unknown): Price | undefined {
  const fields = asObject(json);
  const pricePerGigabyte = figure(fields?.['pricePerGigabyte']);
  const currency = asText(fields?.['currency'], 8);
  return pricePerGigabyte === null || currency === undefined ? undefined : { pricePerGigabyte, currency };
}

/** What somebody typed: `0.05`, also with a comma. undefined: no price. */
export function typedPrice(amount: string, currency: string): Price | undefined {
  const price = Number(amount.trim().replace(',', '.'));
  const unit = currency.trim();
  const isPrice = amount.trim() !== '' && Number.isFinite(price) && price >= 0 && price <= 1_000_000;
  return isPrice && /^\S{1,8}$/.test(unit) ? { pricePerGigabyte: price, currency: unit } : undefined;
}
