import { IsDefined, IsInt, Min } from 'class-validator';
import { Count, Text } from './rules';

/** A document can be found from now on. */
export class DocumentIndexedEvent {
  @Text()
  document_id!: string;

  @Text()
  collection!: string;

  /** Length of the document's vectors. */
  @IsInt()
  @Min(1)
  vector_dims!: number;
}

/** Documents of a collection came, changed or went. */
export class CollectionUpdatedEvent {
  @Text()
  collection!: string;

  /** What was done; no list of words is given. */
  @Text()
  operation!: string;

  /** How many documents the collection has now. */
  @Count()
  document_count!: number;
}

/** A collection's vector index was made better. */
export class VectorOptimizedEvent {
  @Text()
  collection!: string;

  @Text()
  optimization_type!: string;

  /** What was gained: a number or a text. */
  @IsDefined()
  improvement!: unknown;
}
