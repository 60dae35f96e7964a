import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from '#config';
import type { LogFields, Logger } from './logger';

/** Nest tells every module and route at start; worth a line only to somebody who is debugging the assembly. */
const START_CONTEXTS = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Nest's own log as lines of ours: `NestFactory.create(AppModule, { logger: new NestLogger(logger) })`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(START_CONTEXTS.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    this.logger[level]({ ...contextOf(rest), ...errorOf(message, rest) }, sentence(message));
  }
}

function sentence(message: unknown): string {
  if (message instanceof Error) return message.message || message.name;
  return typeof message === 'object' && message !== null ? 'Nest logged an object' : String(message);
}

/** Nest passes the context as the last argument, and a stack, where there is one, before it. */
function contextOf(rest: readonly unknown[]): LogFields {
  const last = rest.at(-1);
  return typeof last === 'string' && !isStack(last) ? { context: last } : {};
}

function errorOf(message: unknown, rest: readonly unknown[]): LogFields {
  const error = [message, ...rest].find((part) => part instanceof Error);
  if (error) return { error };
  const stack = rest.find(isStack);
  return stack === undefined ? {} : { error: withStack(String(message), stack) };
}

function isStack(part: unknown): part is string {
  return typeof part === 'string' && /\n\s+at /.test(part);
}

function withStack(message: string, stack: string): Error {
  return Object.assign(new Error(message), { stack });
}
