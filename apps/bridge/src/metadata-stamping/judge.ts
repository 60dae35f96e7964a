import { textHashAside } from '#blake3';
import { normalised, stampsIn, type FoundStamp } from '#stamping';
import type { LEVELS } from './bodies';
import type { ComplianceView, ValidationView } from './views';

/** All stamps must have the hash of the content, and the one expected where there is one. Without stamps nothing is valid. */
export async function validationOf(
  content: string,
  expectedHash: string | null,
): Promise<Omit<ValidationView, 'performance_metrics'>> {
  const { hash: current_hash } = await textHashAside(normalised(content));
  const validation_details = stampsIn(content).map(({ type, hash }) => ({
    stamp_type: type,
    stamp_hash: hash,
    is_valid: hash === current_hash && (expectedHash === null || hash === expectedHash),
    current_hash,
  }));
  return {
    success: true,
    is_valid: validation_details.length > 0 && validation_details.every(({ is_valid }) => is_valid),
    stamps_found: validation_details.length,
    current_hash,
    validation_details,
  };
}

/** The Python service looked for a form of stamp that nobody writes, so that nothing ever complied; here all forms count. */
export async function complianceOf(content: string, level: (typeof LEVELS)[number]): Promise<ComplianceView> {
  const stamps = stampsIn(content);
  const { hash } = await textHashAside(normalised(content));
  const issues = issuesOf(stamps, hash);
  const compliance_level = stamps.length === 0 ? 'none' : issues.length === 0 ? 'full' : 'partial';
  const isEnough = { strict: ['full'], moderate: ['full', 'partial'], lenient: ['full', 'partial', 'none'] };
  return {
    is_valid: isEnough[level].includes(compliance_level),
    protocol_version: stamps.find(({ protocolVersion }) => protocolVersion !== null)?.protocolVersion ?? '1.0',
    compliance_level,
    issues,
    recommendations: compliance_level === 'full' ? [] : ['Stamp the content anew: POST …/stamp replaces its stamps'],
  };
}

function issuesOf(stamps: readonly FoundStamp[], hash: string): readonly string[] {
  if (stamps.length === 0) return ['No metadata stamps found in content'];
  const wrong = stamps.filter((stamp) => stamp.hash !== hash);
  const foreign = stamps.filter(({ protocolVersion }) => protocolVersion !== null && !/^1(\.|$)/.test(protocolVersion));
  return [
    ...wrong.map(({ type }) => `A ${type} stamp is not of this content`),
    ...foreign.map(({ type, protocolVersion }) => `A ${type} stamp is of protocol version ${protocolVersion}, not 1`),
    ...(stamps.length > 1 ? [`The content has ${stamps.length} stamps instead of one`] : []),
  ];
}
