import { PerformanceView } from './views';

/** Since `started`, on a clock that is never set back. What the process as a whole took meanwhile says nothing. */
export function performanceOf(started: number, bytes: number): PerformanceView {
  const took = performance.now() - started;
  return {
    execution_time_ms: Math.round(took * 1000) / 1000,
    file_size_bytes: bytes,
    cpu_usage_percent: null,
    performance_grade: gradeOf(took),
  };
}

/** As the Python service grades: below 1 ms, below 2 ms, anything else. */
export function gradeOf(milliseconds: number): 'A' | 'B' | 'C' {
  if (milliseconds < 1) return 'A';
  return milliseconds < 2 ? 'B' : 'C';
}
