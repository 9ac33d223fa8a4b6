# Bit tricks on ints: shifts, masks, population counts.
def population(x):
    count = 0
    while x:
        x &= x - 1
        count += 1
    return count


def main():
    state, total = 0x2545F491, 0
    for i in range(6000):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        mask = (1 << (i % 31)) - 1
        total += population(state & mask)
        if state >> (i & 15) & 1:
            total ^= i
    return total
