def parse_7x3(text: str, seen=[]):
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
                raise Exception("no number: " + missing_name)
