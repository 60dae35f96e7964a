/**
 * Made-up Python of the kind the engine is asked to check, so that its code is compiled before the first request.
 * Deterministic: sample `n` is always the same text, 100 to 300 lines long, and every fourth one is broken somewhere.
 */
export function pythonSample(n: number): string {
  const parts = [header(n)];
  const lines = 100 + ((n * 37) % 170);
  for (let i = 0, length = countLines(parts); length < lines; i += 1) {
    const next = BLOCKS[(n + i) % BLOCKS.length];
    if (next === undefined) break;
    parts.push(next(n, i));
    length = countLines(parts);
  }
  return n % 4 === 3 ? broken(parts.join('\n'), n) : parts.join('\n');
}

function countLines(parts: readonly string[]): number {
  return parts.join('\n').split('\n').length;
}

function header(n: number): string {
  return `"""Sample module ${n}: orders are read, priced and published."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

logger = logging.getLogger(__name__)
LIMIT_${n} = ${n * 10}
`;
}

const BLOCKS: readonly ((n: number, i: number) => string)[] = [
  (n, i) => `
@dataclass
class ModelOrder${n}x${i}:
    """One order."""

    order_id: str
    amount: float = 0.0
    tags: list[str] = field(default_factory=list)
    created: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def total(self, rate: float = 1.${i}) -> float:
        return self.amount * rate if rate > 0 else 0.0
`,
  (n, i) => `
class NodePricing${n}x${i}Compute:
    """Prices orders by a table."""

    def __init__(self, container: Any, table: dict[str, float] | None = None) -> None:
        self.container = container
        self.table = table or {}

    async def execute_compute(self, request: dict[str, Any]) -> dict[str, Any]:
        prices = {name: self.table.get(name, 0.0) * ${i + 1} for name in request["names"] if name}
        total = sum(value for value in prices.values())
        if total > LIMIT_${n}:
            logger.warning("limit passed by %s for %s", total, request.get("id"))
        return {"prices": prices, "total": round(total, 2), "text": f"{total:.2f} of {LIMIT_${n}!r}"}
`,
  (n, i) => `
async def fetch_all_${n}_${i}(client: Any, urls: list[str]) -> list[Any]:
    results: list[Any] = []
    for index, url in enumerate(urls):
        try:
            async with client.get(url) as response:
                results.append(await response.json())
        except (TimeoutError, OSError) as error:
            logger.error("fetch %d failed: %s", index, error)  # noqa
            await asyncio.sleep(0.1 * index)
        except Exception:
            pass
        finally:
            logger.debug("done %s", url)
    return results
`,
  (n, i) => `
def parse_${n}_${i}(text: str, seen=[]):
    unused = text.strip()
    match text.split(","):
        case [first, *rest] if first:
            seen.append(first)
            return rest
        case []:
            return None
        case _:
            try:
                return int(text)
            except:
                raise Exception("no number: " + missing_name_${i})
`,
  (n, i) => `
def report_${n}_${i}(rows: list[dict[str, int]]) -> str:
    lines = []
    while rows and len(lines) < ${i + 5}:
        row = rows.pop()
        lines.append(f"{row['name']:>20} {row['count'] + ${i}:5d}")
        print(lines[-1])
    time.sleep(0)
    return "\\n".join(sorted(lines, key=lambda line: (len(line), line)))
`,
];

function broken(code: string, n: number): string {
  const at = Math.floor((code.length * ((n % 7) + 1)) / 9);
  return n % 8 === 3 ? code.slice(0, at) : `${code.slice(0, at)}(${code.slice(at)}`;
}
