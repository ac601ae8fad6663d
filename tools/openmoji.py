"""placeholder"""
def optimise(data: bytes) -> bytes:
    return data
