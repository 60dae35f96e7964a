import { IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { INSTANT } from '../../payloads/instant';
import { Count, Nested, NestedList, Texts } from '../../payloads/rules';
import { BLAKE3_HEX, DEFAULT_NAMESPACE, NAMESPACE } from '../../payloads/stamping';

/** Files of one tree whose root the bridge computes; a larger tree is stamped by its root. */
export const MAX_TREE_FILES = 10_000;

/** Proofs in one answer: with paths as projects have them they fit into a message of 1 MiB. */
export const MAX_TREE_PROOFS = 1_000;

/** At least one of content and hash; given both, they must belong together. */
export class StampTreeFile {
  /** From the root of the tree, parts separated by `/`. */
  @IsString()
  path!: string;

  /** The exact text whose UTF-8 bytes are hashed; empty is content too. */
  @IsOptional()
  @IsString()
  content?: string | null;

  /** BLAKE3-256 of the exact bytes: 64 hex digits. */
  @IsOptional()
  @IsString()
  blake3_hash?: string | null;
}

/** At least one of files and root; given both, they must belong together. */
export class StampTreeRequest {
  /** In any order, each path once. */
  @IsOptional()
  @NestedList(() => StampTreeFile)
  files?: StampTreeFile[] | null;

  /** What `omni stamp --tree` prints: 64 hex digits. */
  @IsOptional()
  @IsString()
  root_hash?: string | null;

  /** The namespace the root is stamped in. */
  @IsString()
  @MaxLength(200)
  @Matches(NAMESPACE)
  namespace: string = DEFAULT_NAMESPACE;

  /** Paths whose proofs are wanted; all where it is absent, which needs a tree of as many files as are proved at once. */
  @IsOptional()
  @Texts()
  proofs_of?: string[] | null;
}

export class StampTreeProof {
  /** The file's path, as the request has it. */
  @IsString()
  path!: string;

  /** BLAKE3-256 of the file's bytes, 64 lower-case hex digits. */
  @IsString()
  @Matches(BLAKE3_HEX)
  blake3_hash!: string;

  /** Place among all files, in the order of the bytes of their paths, from 0. */
  @Count()
  index!: number;

  /** Hashes beside the way from the file to the root, the file's own neighbour first. */
  @Texts()
  proof!: string[];
}

/** Root and time are null, and `error` says why, where the request was refused. */
export class StampTreeResponse {
  /** The Merkle root over all files, 64 lower-case hex digits; null where the request was refused. */
  @IsOptional()
  @IsString()
  @Matches(BLAKE3_HEX)
  root_hash!: string | null;

  /** Null where the request had the root only. */
  @IsOptional()
  @Count()
  file_count!: number | null;

  /** What is kept with the stamp of the root. */
  @IsObject()
  metadata!: Record<string, unknown>;

  /** When the root was first stamped; stamping again answers the same instant. */
  @IsOptional()
  @Matches(INSTANT)
  stamp_time!: string | null;

  /** Proofs, in the order of the bytes of the paths. */
  @NestedList(() => StampTreeProof)
  results!: StampTreeProof[];

  /** Why it was refused. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
