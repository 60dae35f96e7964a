def report_7x3(rows: list[dict[str, int]]) -> str:
    lines = []
    while rows and len(lines) < 8:
        row = rows.pop()
        lines.append(f"{row['name']:>20} {row['count'] + 3:5d}")
        print(lines[-1])
    time.sleep(0)
    return "\n".join(sorted(lines, key=lambda line: (len(line), line)))
