import type { PrdFixture } from './prd';

const onboarding = `# Supplier Onboarding Workflow

## Summary
The workflow coordinates everything that happens between the first application of a supplier and the first order.

## Goals
- Onboard a supplier in less than 3 days

## Features
### Application
The workflow starts when a supplier applies.
- The workflow shall dispatch the identity check and the credit check in parallel.
- The workflow shall wait for both results before the next phase.

### Approval
- Buyers must approve or reject the supplier within 2 days.
- If a check fails, the workflow shall run the compensation steps in reverse order.
- The workflow shall delegate the contract to DocuSign.

### Hand-over
- After approval the workflow shall trigger the creation of the supplier in SAP.
- The workflow should notify the purchasing team in Microsoft Teams.

## Quality Attributes
- The workflow must resume after a crash without losing a step.
- Only buyers shall see bank details.

## Risks
- The credit bureau may be slow
`;

const shop = `# Second-hand Bike Shop

## Introduction
A web shop where people sell used bikes to each other.

## User Stories
- US-1: As a seller, I want to publish an offer with photos so that buyers find my bike. (High)
- US-2: As a buyer, I want to filter offers by size, price and brand so that I see only bikes that fit. (High)
- US-3: As a moderator, I want to remove offers that break the rules. (Low)

## Acceptance Criteria
- US-1: Given a seller with a verified account, when the seller publishes an offer, then it is listed within 10 seconds
- Given an offer list, when a buyer filters offers by brand, then only offers of that brand are shown

## Functional Requirements
1. Sellers can upload at most 12 photos per offer.
2. Buyers can pay with Stripe or PayPal.
3. Each seller has many offers, and an offer belongs to a seller.
4. The shop must store photos in S3.

## Non-functional requirements
1. The shop must support 5,000 concurrent users.
2. Pages load in under 1.5 s.
3. The shop shall comply with GDPR.
4. The checkout should be easy to use.

## Out of scope
1. Auctions
2. Delivery with UPS
`;

const plain = `The import service shall read price files from an SFTP server every night. It must reject files larger than 50 MB.
Rejected files should be moved to a quarantine folder. The team hopes that suppliers will like it.

The import service will write accepted prices to MongoDB and publish a PricesImported event to RabbitMQ.
`;

export const PRODUCT_PRDS: readonly PrdFixture[] = [
  {
    name: 'an orchestrator: onboarding',
    text: onboarding,
    kind: 'orchestrator',
    systems: ['DocuSign', 'SAP', 'Microsoft Teams'],
    functional: 7,
    nonFunctional: 2,
    entities: ['supplier'],
    mixins: [],
    actors: ['buyer', 'workflow'],
  },
  {
    name: 'a product with stories and scenarios',
    text: shop,
    kind: 'effect',
    systems: ['Stripe', 'PayPal', 'Amazon S3'],
    functional: 4,
    nonFunctional: 4,
    entities: ['offer', 'photo'],
    mixins: [],
    actors: ['seller', 'buyer', 'moderator'],
  },
  {
    name: 'prose without a heading',
    text: plain,
    kind: 'effect',
    systems: ['MongoDB', 'RabbitMQ'],
    functional: 4,
    nonFunctional: 0,
    entities: ['price file', 'PricesImported'],
    mixins: [],
    actors: ['import service'],
  },
];
