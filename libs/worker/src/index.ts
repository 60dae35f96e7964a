export { httpSpec, type HttpConfig } from './http-spec';
export { runWorker, type WorkerOptions } from './run-worker';
export { WorkerModule } from './worker.module';
export { WorkerRuntime } from './worker-runtime';
