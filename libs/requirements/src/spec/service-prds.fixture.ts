import type { PrdFixture } from './prd';

const notifier = `# Shipment Notifier

## Overview
Parcels leave the warehouse all day. The notifier tells customers where their parcel is, by mail and by text message.

## Functional Requirements
- FR-001: The notifier shall consume shipment events from Kafka.
- FR-002: When a parcel is handed to the carrier, the notifier shall send an email to the customer via SendGrid.
- FR-003: When a delivery is delayed, the notifier shall send a text message through Twilio.
- FR-004: The notifier must store every sent message in PostgreSQL.
- FR-005: Failed deliveries of messages must be retried 3 times with exponential backoff.

## Non-Functional Requirements
- The notifier shall send 95% of the messages within 2 seconds.
- The notifier must be available 99.9% of the time.
- Phone numbers must be masked in logs.

## Success Criteria
- 98% of the customers hear of a delay before the planned delivery hour

## Technical Details
- Runs as a worker that publishes to the bus and writes to the database

## Dependencies
- Kafka
- SendGrid
- Twilio
`;

const pricing = `# Tariff Calculator PRD

Overview
========
Given weight, size and distance the calculator determines the price of a parcel. It is a pure function of its inputs.

**Functional Requirements**

1. The calculator must calculate the price from weight, distance and tariff zone.
2. The calculator must validate the dimensions against the limits of the tariff.
3. The calculator shall convert imperial units to metric units.
4. The calculator should classify parcels as letter, packet or pallet.
5. The calculator must compare at least 3 tariffs and rank them by price.

**Performance**

1. A price must be calculated within 5 ms.

**Technical Details**

1. Deterministic: the same input gives the same output, without side effects
2. No network calls and no I/O

**Out of Scope**

1. Storing prices in PostgreSQL
`;

const ledger = `---
title: Stock Ledger
owner: warehouse
---
# Stock Ledger

## 1. Overview
The ledger folds stock movements into the current state of every article. It tracks totals per warehouse.

## 2. Functional Requirements

| ID | Requirement | Priority |
|----|-------------|----------|
| SL-1 | Aggregate stock movements into the total per article and warehouse | Must |
| SL-2 | Project every stock movement into the stock table, latest state wins | Must |
| SL-3 | Track the lifecycle state of an article and its transitions | Should |
| SL-4 | Deduplicate movements that arrive twice | Must |
| SL-5 | Emit a snapshot of the aggregated counts per day | Could |

## 3. Data Model

### Article

| Field | Type |
|-------|------|
| sku | string |
| quantity | integer |
| warehouse | string |

## 4. Non-Functional Requirements

| ID | Requirement | Priority |
|----|-------------|----------|
| SL-10 | Process 2,000 movements per second | High |

## 5. Open Questions

- How long are snapshots kept?
`;

export const SERVICE_PRDS: readonly PrdFixture[] = [
  {
    name: 'an effect: notifications',
    text: notifier,
    kind: 'effect',
    systems: ['Kafka', 'SendGrid', 'Twilio', 'PostgreSQL'],
    functional: 5,
    nonFunctional: 3,
    entities: ['email', 'parcel'],
    mixins: ['MixinRetry'],
    actors: ['notifier'],
  },
  {
    name: 'a compute: tariffs',
    text: pricing,
    kind: 'compute',
    systems: [],
    functional: 5,
    nonFunctional: 1,
    entities: ['price', 'tariff'],
    mixins: [],
    actors: [],
  },
  {
    name: 'a reducer: stock ledger',
    text: ledger,
    kind: 'reducer',
    systems: [],
    functional: 5,
    nonFunctional: 1,
    entities: ['Article', 'stock movement'],
    mixins: [],
    actors: [],
  },
];
