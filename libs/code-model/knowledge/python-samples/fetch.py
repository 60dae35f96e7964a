async def fetch_all_7x3(client: Any, urls: list[str]) -> list[Any]:
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
