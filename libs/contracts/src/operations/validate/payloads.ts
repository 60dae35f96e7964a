export * from './request';
export * from './result';
export * from './response';
export * from './code-analysis/request';
export * from './code-analysis/answers';
