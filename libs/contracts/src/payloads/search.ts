import { IsDefined, IsInt, Min } from 'class-validator';
import { Count, Text } from './rules';

/** A document can be found from now on. */
export class DocumentIndexedEvent {
  /** The id of the document. */
  @Text()
  document_id!: string;

  /** The collection it is found in. */
  @Text()
  collection!: string;

  /** Length of the document's vectors. */
  @IsInt()
  @Min(1)
  vector_dims!: number;
}

/** Documents of a collection came, changed or went. */
export class CollectionUpdatedEvent {
  /** The name of the collection. */
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
  /** The collection whose index it is. */
  @Text()
  collection!: string;

  /** What was done. */
  @Text()
  optimization_type!: string;

  /** What was gained: a number or a text. */
  @IsDefined()
  improvement!: unknown;
}
