import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Logger, Unused } from './logger';

/** Sample module: orders are read, priced and published. */
export const LIMIT = 70;
