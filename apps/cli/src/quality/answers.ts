export interface Point {
  readonly at: string;
  readonly quality_score: number;
  readonly event_id: string;
}

export interface Trend {
  readonly direction: string;
  readonly per_day: number | null;
  readonly change: number | null;
  readonly assessments: number;
}

/** An entity, as the recorder tells it. */
export interface QualityAnswer {
  readonly entity_id: string;
  readonly assessments: number;
  readonly latest: Point;
  readonly best: Point;
  readonly worst: Point;
  readonly trend: Trend;
  readonly recent: readonly Point[];
}

export interface AssessmentAnswer extends Point {
  readonly onex_compliance: number | null;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly source: string | null;
}
